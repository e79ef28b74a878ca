import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { Socket } from 'node:net';
import { devNull } from 'node:os';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';

/**
 * The embedded engine takes what comes at descriptor 0 for data of whatever INSERT runs, so text there would become rows
 * of any table. When it opens, 0 has to be the null device, whichever command runs.
 */

/** What the helper does: hands on what it is given until that ends, or until whoever started it wants no more or is gone. */
const HAND_ON = `
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => undefined);
  process.once('disconnect', () => process.exit());
  require('node:stream').pipeline(process.stdin, process.stdout, (error) => {
    process.removeAllListeners('disconnect');
    if (!error) return process.disconnect();
    process.exitCode = 1;
    process.send(error.message, () => process.disconnect());
  });
`;

/**
 * Puts the null device at descriptor 0. Call it before anything opens the engine or touches `process.stdin`.
 * @param isWanted whether the command reads standard input. Then another process holds it and hands it on: Node cannot
 *   give a descriptor another number, and a socket or named pipe cannot be opened again
 * @returns standard input; empty where it is not wanted
 */
export const takeStdin = (isWanted: boolean): Readable => {
  const helper = isWanted
    ? spawn(process.execPath, ['-e', HAND_ON], { stdio: [0, 'pipe', 'ignore', 'ipc'], env: {} })
    : null;
  closeSync(0);
  // The lowest number that is free is the one given.
  if (openSync(devNull, 'r') !== 0) throw new Error('standard input could not be set aside');
  return helper ? outputOf(helper) : Readable.from([]);
};

/** What the helper hands on. It keeps this process alive only once somebody reads it. */
const outputOf = (helper: ChildProcess): Readable => {
  const output = helper.stdout;
  if (!(output instanceof Socket)) throw new Error('standard input could not be handed on');
  let failure = 'it ended unexpectedly';
  const input = new Readable({
    read: () => {
      // Both: what it said may be at its end before it is, and only then this input ends.
      helper.ref();
      output.ref();
      output.resume();
    },
    destroy: (error, done) => {
      if (helper.connected) helper.disconnect();
      output.destroy();
      done(error);
    },
  });
  output.on('data', (piece) => {
    if (!input.push(piece)) output.pause();
  });
  helper.on('message', (text) => {
    failure = String(text);
  });
  helper.on('error', (error) => input.destroy(error));
  helper.on('close', (status) => {
    if (status === 0) input.push(null);
    else if (!input.destroyed) input.destroy(new Error(failure));
  });
  output.pause();
  output.unref();
  helper.unref();
  helper.channel?.unref();
  return input;
};

const STANDARD: Record<string, string> = { '/dev/stdin': '0', '/dev/stdout': '1', '/dev/stderr': '2' };

/**
 * The path of a file that was named, the same for every process: the command may run in the one that has the database,
 * where `/dev/fd/63` (what a shell makes of `<(…)`) is something else.
 * @returns an absolute path; `-` for standard input
 */
export const filePath = (name: string): string => {
  const descriptor = STANDARD[name] ?? /^\/(?:dev|proc\/self)\/fd\/(\d+)$/.exec(name)?.[1];
  if (name === '-' || descriptor === '0') return '-';
  return descriptor && process.platform === 'linux' ? `/proc/${process.pid}/fd/${descriptor}` : resolve(name);
};
