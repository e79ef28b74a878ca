import type { ClickHouseClient } from '@clickhouse/client';
import { wholeCharacters } from '../lib/text';
import type { Params, Row } from './engine';

/** The connections of one engine, embedded or a server: what each does in its own way. */
export interface Clients {
  read<T>(ask: (client: ClickHouseClient) => Promise<T>): Promise<T>;
  command(query: string, params: Params): Promise<unknown>;
  /** The first query: says what holds for all later ones where the connection keeps it. */
  greet(): Promise<unknown>;
  insert(table: string, rows: readonly Row[]): Promise<unknown>;
  insertText(table: string, columns: readonly string[], text: Buffer): Promise<unknown>;
  close(): Promise<unknown>;
}

/** Whatever is stored: a text as JSON may have it is not always one that the engine takes. */
export const whole = (_: string, value: unknown): unknown =>
  typeof value === 'string' ? wholeCharacters(value) : value;
