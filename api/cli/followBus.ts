import { hostname } from 'node:os';
import type { BusConfig } from '../config/config';
import { type BusOptions, type BusStatus, clearMissed, followBus, newBusStatus } from '../pipeline/bus/follow';
import { openActors } from '../pipeline/tracking/actors';
import { NamesError } from '../pipeline/tracking/names';
import { courseNames } from '../store/queries/people';
import { CoursePublishes } from '../worker/coursePublishes';
import type { Workspace } from '../worker/workspace';
import type { Command } from './command';
import { reportCounts } from './intake';
import { CommandError, EXIT, type Io } from './io';
import { transformOptions } from './transformOptions';

/** What whoever follows the bus adds: what is done with roles and publishes, and whom failures are reported to. */
type Around = Pick<BusOptions, 'onRole' | 'onPublish' | 'onReject' | 'warn' | 'onCaughtUp' | 'status' | 'signal'>;

/** @throws NamesError where the key of the pseudonyms cannot be used */
export const busOptions = ({ engine, config }: Workspace, bus: BusConfig, around: Around): BusOptions => ({
  url: bus.url,
  prefix: bus.prefix,
  topics: bus.topics,
  consumer: bus.consumer ?? hostname(),
  transform: async () => {
    const lmsUrl = config.lms?.baseUrl ?? '';
    const courses = new Map((await courseNames.run(engine, {})).map((row) => [row.course_key, row.name]));
    return transformOptions(
      lmsUrl,
      await openActors(engine, config, lmsUrl, { file: null, pseudonyms: false }),
      courses,
      false,
    );
  },
  ...around,
});

/** `follow bus`: until it is stopped. */
export const followBusCommand = async (
  workspace: Workspace,
  command: Extract<Command, { name: 'follow' }>,
  io: Io,
): Promise<number> => {
  const { config, engine } = workspace;
  if (command.filled) {
    await clearMissed(engine);
    io.out('Noted: what was missed on the event bus was loaded from logs.\n');
    return EXIT.done;
  }
  const bus = config.bus;
  if (!bus) throw new CommandError('MARGINALIA_EVENT_BUS_URL is not set: redis://host:6379, as the LMS has it.');
  if (!config.lms) throw new CommandError("LMS_BASE_URL is not set: the LMS's address is part of every statement.");
  const started = Date.now();
  const publishes = CoursePublishes.of(workspace);
  const status: BusStatus = newBusStatus();
  const warn = (sentence: string): void => io.err(`${sentence}\n`);
  publishes.onEnd = (course, error) => warn(error ? `${course}: ${error.message}` : `${course}: published`);
  publishes.start();
  try {
    const counts = await followBus(
      engine,
      busOptions(workspace, bus, {
        onRole: () => undefined,
        onPublish: (course) => publishes.take(course),
        onReject: ({ topic, id, reason }) => warn(`${topic} ${id}: ${reason}`),
        warn,
        onCaughtUp: () => workspace.refresh(),
        status,
        signal: io.signal,
      }),
    );
    await workspace.refresh();
    return reportCounts(io, counts, started, false);
  } catch (error) {
    if (error instanceof NamesError) throw new CommandError(error.message);
    throw error;
  } finally {
    await publishes.close();
  }
};
