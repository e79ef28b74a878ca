/**
 * Where a unit is edited, from where the reader is now: the Authoring MFE has its course pages under
 * `<anything>/course/<course key>` and its unit pages below them. Null on any other page.
 */
export const editorUrl = (pathname: string, unit: string): string | null => {
  const course = /^.*?\/course\/[^/]+/.exec(pathname)?.[0];
  return course === undefined ? null : `${course}/container/${encodeURIComponent(unit)}`;
};
