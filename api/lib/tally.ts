/** How often each value occurs, in the order in which they were first met. */
export const tally = <T>(values: Iterable<T>): [value: T, times: number][] => {
  const times = new Map<T, number>();
  for (const value of values) times.set(value, (times.get(value) ?? 0) + 1);
  return [...times];
};
