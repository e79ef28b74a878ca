import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * V8 gives new objects more room where many of them stay. All that is loaded at the start stays, and V8 would keep 14 MB for
 * that which nobody needs afterwards; so `bin/marginalia.mjs` holds the room small until this is called.
 */
export const letYoungSpaceGrow = (): void => setFlagsFromString('--semi-space-growth-factor=2');

/** What was needed to start only stays as garbage for as long as nobody works: 14 MB on Node 24. Gives it back. */
export const giveBack = (): void => {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
};
