const DAY = 86_400_000;
const FIRST_VISIT_DAYS = 7;

const keyOf = (courseId: string): string => `marginalia.visit.${courseId}`;
const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

interface Visit {
  readonly last: string;
  readonly before: string;
}

const read = (courseId: string): Visit | null => {
  try {
    const visit: unknown = JSON.parse(window.localStorage.getItem(keyOf(courseId)) ?? 'null');
    return typeof visit === 'object' && visit !== null && 'last' in visit && 'before' in visit
      ? (visit as Visit)
      : null;
  } catch {
    return null;
  }
};

/**
 * The day (UTC) of this viewer's last visit to the page, on a day before today; a week ago where there was none. Kept in the
 * browser: it is nobody else's business.
 */
export const lastVisit = (courseId: string, now = Date.now()): string => {
  const today = dayOf(now);
  const visit = read(courseId);
  const before =
    visit === null ? dayOf(now - FIRST_VISIT_DAYS * DAY) : visit.last === today ? visit.before : visit.last;
  try {
    window.localStorage.setItem(keyOf(courseId), JSON.stringify({ last: today, before } satisfies Visit));
  } catch {
    // without storage, every visit is the first
  }
  return before;
};
