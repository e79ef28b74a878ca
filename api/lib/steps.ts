/** Long work in short steps, so that whoever runs it may do something else in between. */
export type Steps<T> = Generator<void, T, void>;

/** Gives the processor away after so many milliseconds. */
const TURN = 8;

/** Runs all steps without a stop. */
export const atOnce = <T>(steps: Steps<T>): T => {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
};

/** Runs steps in turns with everybody else. @param turn for how long at a time, milliseconds */
export const inTurns = async <T>(steps: Steps<T>, turn = TURN): Promise<T> => {
  for (let since = performance.now(); ;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() - since >= turn) {
      await new Promise((resolve) => setImmediate(resolve));
      since = performance.now();
    }
  }
};
