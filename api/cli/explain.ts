import { EngineError, isDamaged, isForbidden, isNotWritable } from '../store/engine';
import { MigrationError } from '../store/migrate';
import { ConfigError } from '../config/config';
import { ManifestError } from '../extension/manifest';
import { PackageError } from '../extension/package/bundle';
import { ApiError } from '../lib/apiError';
import { Usage } from './parseCommand';
import { CommandError, EXIT, type Io } from './io';

/** What the database's user needs. */
export const RIGHTS =
  'GRANT SELECT on the databases of statements and of course structure, GRANT ALL on our own, and on a cluster GRANT CLUSTER ON *.*';

/** By ClickHouse's own codes: what happens where tables are made on a whole cluster. */
const CLUSTER_TROUBLES: Readonly<Record<string, string>> = {
  '159':
    'a node of the cluster did not do it in time, or is away; bring it back and run this again, which does no harm',
  '701': 'CLICKHOUSE_CLUSTER must be a name of system.clusters on this server',
  '170': 'CLICKHOUSE_CLUSTER must be a name of system.clusters on this server',
  '139': 'the server needs the macros {shard} and {replica} and a ClickHouse Keeper in its configuration',
  '225': 'replicated tables need a ClickHouse Keeper; name it in the configuration of the server',
  '253':
    'a table of this name was dropped and its replica is still noted; wait eight minutes, or drop with SYNC, then run this again',
  '192': 'the user of CLICKHOUSE_URL has to exist on every node: CREATE USER ... ON CLUSTER ...',
};

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
  if (error instanceof ManifestError) {
    io.err(error.problems.map((one) => `- ${one}\n`).join(''));
    return EXIT.couldNotStart;
  }
  if (
    error instanceof PackageError ||
    error instanceof ConfigError ||
    error instanceof MigrationError ||
    error instanceof ApiError
  ) {
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
  const remedy = error instanceof EngineError ? CLUSTER_TROUBLES[error.code] : undefined;
  if (remedy !== undefined) {
    io.err(`The database refuses: ${(error as Error).message.split('\n')[0]}\nTo mend it: ${remedy}.\n`);
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
