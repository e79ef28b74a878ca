import type { QueryClient } from '@tanstack/react-query';
import type { IntlShape } from '@edx/frontend-platform/i18n';
import type { Outline, OutlineBlock } from '@marginalia/contract';
import { getOutline } from '@marginalia/contract/outline';
import type { HostPort } from '../../host/port';
import { watchReport } from '../../host/query';
import { blockOf } from './model';
import { isFilling } from '../../panels/filter';
import { figuresOf } from './words';
import type { Figures } from './words';

/** What all cards of a course share: one request, one watcher of it, and the text of each block made once. */
export interface Readouts {
  /** Listens for figures, old and new. */
  readonly subscribe: (listener: () => void) => () => void;
  /** The figures of a block, the same object while they are the same; null: none, or not there yet. */
  readonly of: (blockId: string) => Figures | null;
  /** The host's language, and its direction where the page does not say it; asked for once. */
  readonly spoken: () => Spoken;
}

interface Spoken {
  readonly lang: string;
  readonly dir: 'rtl' | 'ltr' | undefined;
}

const readoutsFrom = (
  watch: (listener: (report: Outline) => void) => () => void,
  loadIntl: () => Promise<IntlShape>,
  spoken: () => Spoken,
): Readouts => {
  let heard: Spoken | null = null;
  const cards = new Set<() => void>();
  let made = new WeakMap<OutlineBlock, Figures>();
  let outline: Outline | null = null;
  let intl: IntlShape | null = null;
  let end: (() => void) | null = null;

  /** All at once: React draws them together, and goes through the host's cards only once. */
  const notify = (): void => {
    if (outline !== null && intl !== null) cards.forEach((card) => card());
  };

  const start = (): void => {
    end = watch((report) => {
      // the same blocks may stand beside another number of an extension
      if (report.extension !== outline?.extension) made = new WeakMap();
      outline = report;
      notify();
    });
    if (intl !== null) return;
    void loadIntl().then((loaded) => {
      intl = loaded;
      made = new WeakMap();
      notify();
    });
  };

  return {
    subscribe(listener) {
      cards.add(listener);
      if (end === null) start();
      return () => {
        cards.delete(listener);
        if (cards.size > 0) return;
        end?.();
        end = null;
      };
    },
    of(blockId) {
      const block = outline === null ? undefined : blockOf(outline, blockId);
      if (block === undefined || intl === null) return null;
      const known = made.get(block) ?? figuresOf(intl, block, outline?.extension);
      made.set(block, known);
      return known.parts.length === 0 ? null : known;
    },
    spoken: () => (heard ??= spoken()),
  };
};

const known = new WeakMap<QueryClient, Map<string, Readouts>>();

/** The readouts of a course on this page. */
export const readoutsOf = (
  client: QueryClient,
  course: string,
  {
    host,
    loadIntl,
    spoken,
  }: { host: HostPort; loadIntl: (host: HostPort) => Promise<IntlShape>; spoken: () => Spoken },
): Readouts => {
  const courses = known.get(client) ?? new Map<string, Readouts>();
  known.set(client, courses);
  const readouts =
    courses.get(course) ??
    readoutsFrom(
      (listener) => watchReport(client, host, getOutline, { params: { course } }, listener, isFilling),
      () => loadIntl(host),
      spoken,
    );
  courses.set(course, readouts);
  return readouts;
};
