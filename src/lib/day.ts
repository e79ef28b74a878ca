const DAY = 86_400_000;

/** The day (`2026-10-01`, UTC) so many days after another one; before it where `days` is negative. */
export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);
