import { closeSync, createReadStream, fstatSync, openSync, readFileSync } from 'node:fs';
import type { Readable } from 'node:stream';

/**
 * Takes standard input away from the embedded engine where it is a file (`load xapi - < FILE`): whatever it inserts, the
 * engine would read on there, and swallow the file. Call it before anything else reads.
 * @returns the input, or null where it is none the engine would touch: then it is `process.stdin`
 */
export const takeStdin = (): (() => Readable) | null => {
  try {
    if (!fstatSync(0).isFile()) return null;
    const start = position();
    const fd = openSync('/dev/stdin', 'r');
    closeSync(0);
    // The lowest free number is 0 again.
    openSync('/dev/null', 'r');
    let input: Readable | null = null;
    return () => (input ??= createReadStream('', { fd, start }));
  } catch {
    return null;
  }
};

/** Whoever had the file before us may have read some of it. */
const position = (): number => {
  try {
    return Number(/^pos:\s*(\d+)/m.exec(readFileSync('/proc/self/fdinfo/0', 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
};
