import { createHash } from 'node:crypto';
import type { Engine } from '../../store/engine';
import { stateValue } from '../../store/queries/state';

/** Bytes at the start of a file that it is known by: the time in a log's first line makes it the only one. */
export const HEAD = 1024;

/**
 * How far a file was read, and how to know it again: after a rotation it has another name, after compression another
 * inode, and an inode may have become another file's.
 */
export interface Place {
  readonly inode: number;
  /** SHA-256 of the file's first `known` bytes, all of them read. */
  readonly fingerprint: string;
  readonly known: number;
  /** Where the next line starts: bytes, of the unpacked file. */
  readonly offset: number;
  /** Lines before it. */
  readonly line: number;
}

export const fingerprintOf = (head: Buffer): string => createHash('sha256').update(head).digest('hex');

/** One of our durable notes about a file, as JSON; null where there is none. */
export const readNote = async <T>(engine: Engine, name: string): Promise<T | null> => {
  const value = (await stateValue.run(engine, { name }))[0]?.value ?? '';
  return value === '' ? null : (JSON.parse(value) as T);
};

/** @param note null: it is not needed any more */
export const writeNotes = async (engine: Engine, notes: readonly (readonly [string, unknown])[]): Promise<void> =>
  engine.insert(
    `${engine.databases.own}.state`,
    notes.map(([name, note]) => ({ name, value: note === null ? '' : JSON.stringify(note) })),
  );
