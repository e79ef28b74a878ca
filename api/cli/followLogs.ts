import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Workspace } from '../worker/workspace';
import { loadLogs } from './loadLogs';
import type { Io } from './io';

/** After what failed, tried again; milliseconds. */
const RETRY_MS = 10_000;

/**
 * `load tracking --follow` inside the service, so that nobody has to see to a second process. What fails is logged and
 * tried again, and holds up no other file; where it stands in each is kept with what is stored.
 */
export const followLogs = async (
  workspace: Workspace,
  files: readonly string[],
  logger: Logger,
  signal: AbortSignal,
): Promise<void> => {
  await Promise.all(files.map((file) => followLog(workspace, file, logger, signal)));
};

const followLog = async (workspace: Workspace, file: string, logger: Logger, signal: AbortSignal): Promise<void> => {
  const work = 'tracking logs';
  const io: Io = {
    stdin: Readable.from([]),
    out: () => undefined,
    err: (text) => logger.info({ work, file }, text.trim()),
    isTerminal: false,
    signal,
  };
  while (!signal.aborted) {
    try {
      await loadLogs(
        workspace,
        {
          name: 'load',
          what: 'tracking',
          files: [file],
          rejects: null,
          follow: true,
          actors: null,
          courses: null,
          pseudonyms: false,
          lmsUrl: null,
          strict: false,
        },
        io,
      );
    } catch (error) {
      // Never the message: the database's own may quote what was to be stored.
      logger.error({ work, file, code: (error as { code?: unknown }).code }, 'a tracking log cannot be read further');
      await wait(RETRY_MS, undefined, { signal }).catch(() => undefined);
    }
  }
};
