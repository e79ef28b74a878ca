import { setTimeout as wait } from 'node:timers/promises';
import type { Engine } from '../../store/engine';
import { followLag } from '../../observability/instruments';
import { FollowedLog, type LogNote, type Take } from './followedLog';
import { Intake, type IntakeOptions, type TrackingCounts } from './intake';
import { readNote, writeNotes } from './position';

/** How often logs are looked at, milliseconds. */
const POLL_MS = 500;

interface FollowOptions extends IntakeOptions {
  readonly warn: (text: string) => void;
  /** Called when everything written so far is stored. */
  readonly onCaughtUp: () => Promise<void>;
  readonly signal: AbortSignal;
  /** For tests: see followedLog.ts. Milliseconds. */
  readonly stillWritten?: number;
  readonly poll?: number;
}

/**
 * Follows logs until the signal, each from where it was left the last time, at first from its start. How far each is
 * read is stored after its statements are: after a crash some lines are read once more, and none is missed.
 * @param files absolute; plain text
 */
export const followTracking = async (
  engine: Engine,
  files: readonly string[],
  options: FollowOptions,
): Promise<TrackingCounts> => {
  const intake = new Intake(engine, options);
  const logs = new Map<string, FollowedLog>();
  const noteLag = async (): Promise<void> => {
    for (const [file, log] of logs) followLag.set({ file }, await log.lag());
  };
  const hand = async (): Promise<void> => {
    await noteLag();
    const notes = [...logs].map(([file, log]) => [noteName(file), log.note] as const);
    return intake.hand(() => writeNotes(engine, notes));
  };
  const take: Take = async (file, number, line, behind) => {
    if (options.signal.aborted) throw new Stop();
    intake.take(file, number, line);
    behind();
    if (intake.isFull) await hand();
  };
  for (const file of files) logs.set(file, new FollowedLog(file, take, options.warn, options.stillWritten));
  try {
    for (const [file, log] of logs) await log.start(await readNote<LogNote>(engine, noteName(file)));
    while (!options.signal.aborted) {
      for (const log of logs.values()) await log.read();
      await noteLag();
      if (!intake.isEmpty) {
        await hand();
        await intake.settle();
        await options.onCaughtUp();
      }
      await wait(options.poll ?? POLL_MS, undefined, { signal: options.signal }).catch(() => undefined);
    }
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
  } finally {
    if (!intake.isEmpty) await hand();
    await intake.settle();
    for (const log of logs.values()) await log.close();
  }
  return intake.stored;
};

const noteName = (file: string): string => `follow ${file}`;

/** Leaves the reading in the middle: the person wants to stop. */
class Stop extends Error {}
