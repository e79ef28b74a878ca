/** Milliseconds of `work`, the median of `times` runs after two that are not counted. */
export const median = async (work: () => Promise<unknown>, times = 9): Promise<number> => {
  for (let i = 0; i < 2; i += 1) await work();
  const taken: number[] = [];
  for (let i = 0; i < times; i += 1) {
    const start = process.hrtime.bigint();
    await work();
    taken.push(Number(process.hrtime.bigint() - start) / 1e6);
  }
  return taken.sort((a, b) => a - b)[times >> 1] ?? 0;
};

/** The two in turn, so that a machine whose speed drifts slows both: medians, and the median of the ratios a / b. */
export const ratio = async (
  a: () => Promise<unknown>,
  b: () => Promise<unknown>,
  times = 9,
): Promise<{ a: number; b: number; ratio: number }> => {
  const pairs: { a: number; b: number }[] = [];
  for (let i = 0; i < times + 2; i += 1) {
    const pair = { a: await once(a), b: await once(b) };
    if (i >= 2) pairs.push(pair);
  }
  const middle = (values: number[]): number => values.sort((x, y) => x - y)[values.length >> 1] ?? 0;
  return {
    a: middle(pairs.map((p) => p.a)),
    b: middle(pairs.map((p) => p.b)),
    ratio: middle(pairs.map((p) => p.a / p.b)),
  };
};

const once = async (work: () => Promise<unknown>): Promise<number> => {
  const start = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - start) / 1e6;
};
