/** Whether one version, such as 26.7.2.1, comes before another. The first two numbers count: the rest are corrections. */
export const isOlder = (version: string, other: string): boolean => {
  const [own, theirs] = [version, other].map((text) => text.split('.').map(Number));
  for (let at = 0; at < 2; at += 1) {
    const difference = (own?.[at] ?? 0) - (theirs?.[at] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
};
