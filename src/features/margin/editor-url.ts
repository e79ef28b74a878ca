import { PAGE_KEY } from '@marginalia/contract/slots';
import { BLOCK_PARAMETER } from '../../lib/block-address';

/** The address of a course in the Authoring MFE, `<anything>/course/<course key>`, from a page in it; null on any other. */
const courseIn = (pathname: string): string | null => /^.*?\/course\/[^/]+/.exec(pathname)?.[0] ?? null;

/**
 * Where a unit is edited, from where the reader is now, with our sidebar open there and one of its blocks selected. Null
 * on pages that are not the Authoring MFE's.
 */
export const unitUrl = (pathname: string, unit: string, block: string): string | null => {
  const course = courseIn(pathname);
  if (course === null) return null;
  const query = new URLSearchParams({ sidebar: PAGE_KEY, ...(block === unit ? {} : { [BLOCK_PARAMETER]: block }) });
  return `${course}/container/${encodeURIComponent(unit)}?${query.toString()}`;
};

/** Types of blocks that have an editor in the Authoring MFE with an address of its own. */
const WITH_EDITOR = new Set(['html', 'problem', 'video']);

/** The editor of one block; null where it has none with an address, or the page is not the Authoring MFE's. */
export const editorUrl = (pathname: string, type: string, block: string): string | null => {
  const course = courseIn(pathname);
  return course === null || !WITH_EDITOR.has(type) ? null : `${course}/editor/${type}/${block}`;
};
