import { EngineError, isDamaged, isForbidden, isNotWritable } from '../store/engine';
import { MigrationError } from '../store/migrate';
import { ConfigError } from '../config/config';
import { ApiError } from '../lib/apiError';
import { Usage } from './command';
import { CommandError, EXIT, type Io } from './io';

/** What the database's user needs. */
export const RIGHTS =
  'GRANT SELECT on the databases of statements and of course structure, GRANT ALL on our own, and on a cluster GRANT CLUSTER ON *.*';

/**
 * Words for whatever went wrong; never a stack.
 * @returns the exit status
 */
export const explain = (error: unknown, io: Io): number => {
  if (error instanceof Usage) {
    (error.status === 0 ? io.out : io.err)(error.text);
    return error.status;
  }
  if (error instanceof CommandError) {
    io.err(`${error.message}\n`);
    return error.status;
  }
  if (error instanceof ConfigError || error instanceof MigrationError || error instanceof ApiError) {
    io.err(`${error.message}\n`);
    return EXIT.couldNotStart;
  }
  if (error instanceof EngineError && (error.code === 'unreachable' || error.code === 'locked')) {
    io.err(
      `The database cannot be opened: ${error.message}\n` +
        'Check CLICKHOUSE_URL or MARGINALIA_DATA; `marginalia doctor` tells more.\n',
    );
    return EXIT.couldNotStart;
  }
  if (isNotWritable(error)) {
    io.err(
      `The database cannot store anything: ${(error as Error).message.split('\n')[0]}\n` +
        'What was counted before is kept. Make room on its disk and run this again; `marginalia doctor` tells more.\n',
    );
    return EXIT.couldNotStart;
  }
  if (isDamaged(error)) {
    io.err(
      `A file of the database is damaged: ${(error as Error).message.split('\n')[0]}\n` +
        'Check the disk. Restore MARGINALIA_DATA from a backup, or load everything again into a new folder.\n',
    );
    return EXIT.couldNotStart;
  }
  if (isForbidden(error)) {
    io.err(
      `The database's user may not do what is needed: ${(error as Error).message.split('\n')[0]}\nTo mend it: ${RIGHTS}.\n`,
    );
    return EXIT.couldNotStart;
  }
  const message = error instanceof Error ? error.message : String(error);
  io.err(`This should not have happened: ${message.split('\n')[0]}\n`);
  if (process.env.LOG_LEVEL === 'debug' && error instanceof Error) io.err(`${error.stack}\n`);
  return EXIT.couldNotStart;
};
