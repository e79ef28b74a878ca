import { setFlagsFromString } from 'node:v8';

/**
 * V8 gives new objects more room where many of them stay. All that is loaded at the start stays, and V8 would keep 14 MB for
 * that which nobody needs afterwards; so `bin/marginalia.mjs` holds the room small until this is called.
 */
export const letYoungSpaceGrow = (): void => setFlagsFromString('--semi-space-growth-factor=2');
