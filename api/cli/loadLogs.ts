import { resolve } from 'node:path';
import { openInput } from '../pipeline/ingest/lines';
import { courseNames } from '../store/queries/people';
import { type Actors, openActors } from '../pipeline/tracking/actors';
import { followTracking } from '../pipeline/tracking/follow';
import { type IntakeOptions, type TrackingCounts, noTrackingCounts } from '../pipeline/tracking/intake';
import { loadTracking } from '../pipeline/tracking/loadTracking';
import { NamesError, readCourseFile } from '../pipeline/tracking/names';
import type { TransformOptions } from '../pipeline/transform';
import type { Workspace } from '../worker/workspace';
import type { Command } from './command';
import { Rejects, checkFiles, isNothing, reportCounts } from './intake';
import { CommandError, EXIT, type Io } from './io';
import { transformOptions } from './transformOptions';

type LoadCommand = Extract<Command, { what: 'tracking' }>;

/** `load tracking`: logs from start to end, or followed; then the facts, then one line of counts. */
export const loadLogs = async (workspace: Workspace, command: LoadCommand, io: Io): Promise<number> => {
  const started = Date.now();
  checkFiles(command.follow ? [] : command.files, command.rejects);
  const { transform, actors, settings } = await openTransform(workspace, command);
  // Loads go on where they were stopped, and so does what they rejected.
  const rejects = await Rejects.open(command.rejects, io, 'a');
  const options: IntakeOptions = {
    transform,
    source: 'tracking',
    onReject: rejects.add,
    onProgress: ({ read, rejected }) => {
      if (io.isTerminal) io.err(`\r${read} lines read, ${rejected} rejected`);
    },
  };
  let wasNothing = false;
  const onFile = (file: string, read: number): void => {
    wasNothing ||= isNothing(io, file, read);
  };
  const counts = command.follow
    ? await followTracking(workspace.engine, command.files, {
        ...options,
        signal: io.signal,
        warn: (text) => io.err(`${text}\n`),
        onCaughtUp: () => workspace.refresh(),
      })
    : await loadEach(workspace, command, io, options, settings, onFile);
  if (io.isTerminal) io.err('\rcomputing the facts …                                        ');
  await workspace.refresh();
  if (io.isTerminal) io.err('\r\u001b[K');
  await rejects.close();
  if (actors.from === 'pseudonyms') io.err(PSEUDONYMS);
  const status = reportCounts(io, counts, started, wasNothing);
  return io.signal.aborted && !command.follow ? EXIT.stopped : status;
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
  onFile: (file: string, read: number) => void,
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
    onFile(file, counts.read);
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
      transform: transformOptions(lmsUrl, actors, courses, strict),
    };
  } catch (error) {
    if (error instanceof NamesError) throw new CommandError(error.message);
    throw error;
  }
};
