import type { LearnerEvent } from './types';

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The order of a history: earliest first; at the same moment the smaller statement id first. */
export const byTimeThenId = (a: LearnerEvent, b: LearnerEvent): number => a.time - b.time || compareText(a.id, b.id);

/**
 * Each statement once, in order. Of statements with one id the earliest stays; where their times are equal too, they
 * differ only in where they came from, and the smallest by content stays.
 */
export const history = (events: readonly LearnerEvent[]): LearnerEvent[] => {
  const kept = new Map<string, LearnerEvent>();
  for (const event of events) {
    const other = kept.get(event.id);
    if (
      !other ||
      event.time < other.time ||
      (event.time === other.time && compareText(content(event), content(other)) < 0)
    ) {
      kept.set(event.id, event);
    }
  }
  return [...kept.values()].sort(byTimeThenId);
};

const content = (event: LearnerEvent): string =>
  JSON.stringify(Object.entries(event).sort(([a], [b]) => compareText(a, b)));
