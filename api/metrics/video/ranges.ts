/** Seconds inside a video of so many seconds that a column of ranges holds, as SQL over a row of facts. */
export const inside = (ranges: string, seconds: string): string =>
  `arraySum(r -> if(r.1 < ${seconds}, least(r.2, ${seconds}) - r.1, 0), ${ranges})`;
