import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { bodiesOf, postAll } from './endpoint';
import { freePort } from '../support/freePort';

/** The work of others beside ours. Each wants a Python that has the package; without one the row says that it was not run. */
const PEERS = join('test', 'bench', 'peers');
/** Long enough for an import of everything on a busy machine, milliseconds. */
const PATIENCE = 120_000;

const inFolder = async <T>(work: (folder: string) => Promise<T> | T): Promise<T> => {
  const folder = mkdtempSync(join(tmpdir(), 'marginalia-peer-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

export interface RouterPeer {
  /** Lines a second of processor time. */
  readonly perSecond: number;
  readonly lines: number;
  readonly statements: number;
}

/**
 * event-routing-backends' own code on the same log, in Python.
 * @returns null: MARGINALIA_ROUTER_PYTHON names no Python
 */
export const transformedByRouter = (log: readonly string[]): Promise<RouterPeer | null> =>
  inFolder((folder) => {
    const python = process.env.MARGINALIA_ROUTER_PYTHON;
    if (!python) return null;
    const file = join(folder, 'tracking.log');
    writeFileSync(file, log.join('\n'));
    const { status, stdout, stderr } = spawnSync(python, [join(PEERS, 'transform.py'), file], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`event-routing-backends as a peer: ${stderr.slice(-500)}`);
    const { lines, statements, seconds } = JSON.parse(stdout) as { lines: number; statements: number; seconds: number };
    return { perSecond: lines / seconds, lines, statements };
  });

/**
 * Ralph's endpoint with the same statements, in one process with a store that keeps nothing.
 * @returns statements a second; null: MARGINALIA_RALPH_PYTHON names no Python
 */
export const postedToRalph = (lines: readonly string[]): Promise<number | null> =>
  inFolder(async (folder) => {
    const python = process.env.MARGINALIA_RALPH_PYTHON;
    if (!python) return null;
    const port = await freePort();
    const ralph = spawn(python, [join(PEERS, 'endpoint.py'), String(port), folder], { stdio: 'inherit' });
    try {
      const bodies = bodiesOf(lines);
      const until = Date.now() + PATIENCE;
      // The first answers come once everything is imported, and the password was looked at.
      while (!(await postAll(port, bodies.slice(0, 1), 1).catch(() => null))) {
        if (Date.now() > until || ralph.exitCode !== null) throw new Error('Ralph as a peer does not answer');
        await wait(500);
      }
      const [first = 0, second = 0] = [await postAll(port, bodies), await postAll(port, bodies)];
      return lines.length / Math.min(first, second);
    } finally {
      ralph.kill();
    }
  });
