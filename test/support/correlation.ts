/** Pearson's correlation, by its definition; null where a side does not vary. */
export const correlation = (pairs: readonly (readonly [number, number])[]): number | null => {
  const mean = (side: 0 | 1): number => pairs.reduce((sum, pair) => sum + pair[side], 0) / pairs.length;
  const [mx, my] = [mean(0), mean(1)];
  const sum = (of: (x: number, y: number) => number): number => pairs.reduce((s, [x, y]) => s + of(x - mx, y - my), 0);
  const [sxx, syy] = [sum((x) => x * x), sum((_, y) => y * y)];
  return sxx < 1e-12 || syy < 1e-12 ? null : sum((x, y) => x * y) / Math.sqrt(sxx * syy);
};
