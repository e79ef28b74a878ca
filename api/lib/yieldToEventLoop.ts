/** Gives the processor away where a piece of work has had it for some milliseconds. */
export const yieldToEventLoop = (turn = 8): (() => Promise<void>) => {
  let since = performance.now();
  return async () => {
    if (performance.now() - since <= turn) return;
    await new Promise((resolve) => setImmediate(resolve));
    since = performance.now();
  };
};
