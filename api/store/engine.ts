import type { Databases } from '../config/config';

/** Values bound to `{name:Type}` placeholders. Instants are bound as UTC text: a JS Date loses its microseconds. */
export type Params = Record<string, string | number | boolean | null | readonly string[] | readonly number[]>;

export type Row = Record<string, unknown>;

/**
 * The one way to ClickHouse, embedded or a server. Rows come and go as JSON objects; 64-bit integers come as text.
 * Errors are EngineError with ClickHouse's numeric code, or code 'unreachable'.
 */
export interface Engine {
  readonly kind: 'embedded' | 'server';
  readonly databases: Databases;
  /** Cluster name when tables are replicated, else null. */
  readonly cluster: string | null;
  rows(sql: string, params?: Params, tag?: string): Promise<Row[]>;
  /** Of a query with one column of text without line breaks: the text of each row as it is. */
  lines(sql: string, params?: Params, tag?: string): Promise<string[]>;
  insert(table: string, rows: readonly Row[]): Promise<void>;
  /** Many rows as text: a line each, values separated by tabs and escaped (`tabSeparated`), in the order of the columns. */
  insertText(table: string, columns: readonly string[], text: Buffer): Promise<void>;
  /** A statement without a result: DDL, INSERT ... SELECT. */
  command(sql: string, params?: Params): Promise<void>;
  close(): Promise<void>;
}

export class EngineError extends Error {
  override readonly name = 'EngineError';
  constructor(
    message: string,
    readonly code: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Another process has the embedded database open: ClickHouse says 76, or the bare binding only that it cannot connect. */
export const isLocked = (error: unknown): boolean => error instanceof EngineError && error.code === 'locked';

/** ClickHouse's ACCESS_DENIED: the user lacks a right, which the message names. */
export const isForbidden = (error: unknown): boolean => error instanceof EngineError && error.code === '497';

/**
 * ClickHouse cannot write at the moment, whatever it is given: NOT_ENOUGH_SPACE, CANNOT_WRITE_TO_FILE_DESCRIPTOR,
 * TABLE_IS_READ_ONLY (a replica that lost its keeper), TOO_MANY_PARTS, too few replicas for a quorum.
 */
const NOT_WRITABLE = new Set(['243', '75', '242', '252', '285', '286']);

/** Nothing can be stored now; the same may be later. */
export const isNotWritable = (error: unknown): boolean => error instanceof EngineError && NOT_WRITABLE.has(error.code);

/**
 * A file of the database is not what was written: CANNOT_READ_ALL_DATA, TOO_LARGE_SIZE_COMPRESSED, CHECKSUM_DOESNT_MATCH,
 * CORRUPTED_DATA, CANNOT_DECOMPRESS.
 */
const DAMAGED = new Set(['33', '39', '40', '246', '271']);

export const isDamaged = (error: unknown): boolean => error instanceof EngineError && DAMAGED.has(error.code);

/** Kinds of error by code, never by class or wording: the embedded engine throws classes of its own. */
export const engineError = (error: unknown): EngineError => {
  const { clickhouseCode, message, ...rest } = error as Record<'code' | 'clickhouseCode' | 'message', unknown>;
  // What the embedded engine says of an insert has its number elsewhere.
  const code = typeof clickhouseCode === 'number' ? String(clickhouseCode) : rest.code;
  const text = typeof message === 'string' ? message : String(error);
  if (code === '76' || code === 'CHDB_CONNECTION') {
    return new EngineError('Another process has the embedded database open.', 'locked', { cause: error });
  }
  if (typeof code === 'string' && /^\d+$/.test(code)) return new EngineError(text, code, { cause: error });
  return new EngineError(text, 'unreachable', { cause: error });
};
