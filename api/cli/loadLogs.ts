import { resolve } from 'node:path';
import { openInput } from '../ingest/lines';
import { courseNames } from '../queries/people';
import { type Actors, openActors } from '../tracking/actors';
import { followTracking } from '../tracking/follow';
import { type IntakeOptions, type LineReject, type TrackingCounts, noTrackingCounts } from '../tracking/intake';
import { loadTracking } from '../tracking/loadTracking';
import { ANY, NamesError, readCourseFile } from '../tracking/names';
import type { TransformOptions } from '../transform';
import type { Workspace } from '../worker/workspace';
import type { Command } from './command';
import { CommandError, EXIT, type Io } from './io';
import { REJECTS_SHOWN, checkReadable, closeWritten, openForWriting } from './load';

type LoadCommand = Extract<Command, { what: 'tracking' }>;

/** What statements say they were made by, as those do that event-routing-backends makes. */
const TRANSFORMER = 'event-routing-backends@10.0.0';

/** `load tracking`: logs from start to end, or followed; then the facts, then one line of counts. */
export const loadLogs = async (workspace: Workspace, command: LoadCommand, io: Io): Promise<number> => {
  const started = Date.now();
  for (const file of command.follow ? [] : command.files) checkReadable(file);
  if (command.rejects && command.files.includes(command.rejects)) {
    throw new CommandError(`--rejects ${command.rejects} is a file to be loaded; name another.`);
  }
  const { transform, actors, settings } = await openTransform(workspace, command);
  // Loads go on where they were stopped, and so does what they rejected.
  const rejects = command.rejects ? await openForWriting(command.rejects, 'a') : null;
  let shown = 0;
  const options: IntakeOptions = {
    transform,
    onReject: (reject: LineReject): void => {
      rejects?.write(`${JSON.stringify(reject)}\n`);
      if (rejects || shown > REJECTS_SHOWN) return;
      shown += 1;
      io.err(
        shown > REJECTS_SHOWN
          ? 'more lines were rejected; --rejects FILE keeps them all\n'
          : `${reject.file}:${reject.line}: ${reject.reason}\n`,
      );
    },
    onProgress: ({ read, rejected }) => {
      if (io.isTerminal) io.err(`\r${read} lines read, ${rejected} rejected`);
    },
  };
  const counts = command.follow
    ? await followTracking(workspace.engine, command.files, {
        ...options,
        signal: io.signal,
        warn: (text) => io.err(`${text}\n`),
        onCaughtUp: () => workspace.refresh(),
      })
    : await loadEach(workspace, command, io, options, settings);
  if (io.isTerminal) io.err('\rcomputing the facts …                                        ');
  await workspace.refresh();
  if (io.isTerminal) io.err('\r\u001b[K');
  await closeWritten(rejects, command.rejects);
  if (actors.from === 'pseudonyms') io.err(PSEUDONYMS);
  io.err(`${JSON.stringify({ ...counts, seconds: Math.round((Date.now() - started) / 10) / 100 })}\n`);
  if (io.signal.aborted && !command.follow) return EXIT.stopped;
  return counts.rejected > 0 ? EXIT.rejects : EXIT.done;
};

const PSEUDONYMS =
  "Learners have pseudonyms of our own: ids of learners and statements do not match those of an Aspects store or of the LMS's own statements. " +
  'With --actors FILE they do.\n';

const loadEach = async (
  workspace: Workspace,
  command: LoadCommand,
  io: Io,
  options: IntakeOptions,
  settings: string,
): Promise<TrackingCounts> => {
  const total = noTrackingCounts();
  for (const file of command.files) {
    if (io.signal.aborted) break;
    const before = { ...total };
    const counts = await loadTracking(workspace.engine, file, openInput(file, io.stdin), {
      ...options,
      onProgress: (now) =>
        options.onProgress({ ...now, read: before.read + now.read, rejected: before.rejected + now.rejected }),
      settings,
      onResume: (line) => io.err(`${file}: goes on at line ${line}; the counts begin at the first\n`),
      signal: io.signal,
    });
    for (const name of Object.keys(total) as (keyof TrackingCounts)[]) total[name] += counts[name];
  }
  return total;
};

interface Opened {
  readonly transform: TransformOptions;
  readonly actors: Actors;
  /** Changes where the same log would give other statements. */
  readonly settings: string;
}

const openTransform = async ({ engine, config }: Workspace, command: LoadCommand): Promise<Opened> => {
  const lmsUrl = command.lmsUrl ?? config.lms?.baseUrl;
  if (!lmsUrl) {
    throw new CommandError(
      "The LMS's address is part of every statement: set LMS_BASE_URL, or give --lms-url https://lms.example.org",
    );
  }
  const { strict } = command;
  try {
    const courses = command.courses
      ? readCourseFile(resolve(command.courses))
      : new Map((await courseNames.run(engine, {})).map((row) => [row.course_key, row.name]));
    const actors = await openActors(engine, config, lmsUrl, { file: command.actors, pseudonyms: command.pseudonyms });
    return {
      actors,
      settings: [lmsUrl, actors.settings, strict ? 'strict' : ''].join(' '),
      transform: {
        lmsUrl,
        actorOf: actors.actorOf,
        // A course that nobody has a name for goes by its key: its events count all the same.
        courseNameOf: (course) => courses.get(course) ?? courses.get(ANY) ?? course,
        transformerVersion: TRANSFORMER,
        strict,
        asLive: true,
      },
    };
  } catch (error) {
    if (error instanceof NamesError) throw new CommandError(error.message);
    throw error;
  }
};
