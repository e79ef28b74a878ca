import type { Type } from 'avsc';
import schemas from './schemas.json';

/** What one message of the event bus says to us. */
type BusMessage =
  /** A tracking event, as a line of a log that says the same. */
  | { readonly kind: 'tracking'; readonly line: string }
  | { readonly kind: 'catalog'; readonly course: string }
  /** A block was published, and all that is in it. */
  | { readonly kind: 'block'; readonly key: string }
  /** Somebody got or lost a role. */
  | { readonly kind: 'role'; readonly user: number }
  | { readonly kind: 'other'; readonly type: string }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** A message as its stream has it. */
export type BusFields = ReadonlyMap<string, Buffer>;

const TRACKING = 'org.openedx.analytics.tracking.event.emitted.v1';
const CATALOG = 'org.openedx.content_authoring.course.catalog_info.changed.v1';
const BLOCK = 'org.openedx.content_authoring.xblock.published.v1';

interface TrackingLog {
  readonly name: string;
  readonly timestamp: string;
  /** JSON. */
  readonly data: string;
  readonly context: string;
}

let types: ReadonlyMap<string, Type> | null = null;

/** How the data of each kind of message is read; made only where a bus is followed. */
const typesByName = (): ReadonlyMap<string, Type> => {
  if (types) return types;
  const avro = require('avsc') as typeof import('avsc');
  types = new Map(
    Object.entries(schemas).map(([name, schema]) => [
      name,
      avro.Type.forSchema(schema as Parameters<typeof avro.Type.forSchema>[0]),
    ]),
  );
  return types;
};

const VERSION = /\.v(\d+)$/;
const withoutVersion = (type: string): string => type.replace(VERSION, '');
const versionOf = (type: string): string => `v${VERSION.exec(type)?.[1] ?? '?'}`;

/**
 * Reads a message. Its data is Avro without a schema, so one written by a schema that has other fields is recognised by bytes
 * that are missing or left over; nothing is guessed then.
 */
export const readMessage = (fields: BusFields): BusMessage => {
  const type = fields.get('type')?.toString('utf8') ?? '';
  const data = fields.get('event_data');
  if (type === '' || data === undefined) return { kind: 'unreadable', reason: 'it has no type or no event_data' };
  const schema = typesByName().get(type);
  if (!schema) {
    const known = [...typesByName().keys()].find((name) => withoutVersion(name) === withoutVersion(type));
    if (known === undefined) return { kind: 'other', type };
    return { kind: 'unreadable', reason: `${type} is of a version that we do not know (we know ${versionOf(known)})` };
  }
  let value: unknown;
  try {
    value = schema.fromBuffer(data) as unknown;
  } catch {
    const library = fields.get('sourcelib')?.toString('utf8') ?? 'unknown';
    return { kind: 'unreadable', reason: `${type} is in another form than we know (openedx-events ${library})` };
  }
  if (type === TRACKING)
    return { kind: 'tracking', line: lineOf((value as { tracking_log: TrackingLog }).tracking_log) };
  if (type === CATALOG)
    return { kind: 'catalog', course: (value as { catalog_info: { course_key: string } }).catalog_info.course_key };
  if (type === BLOCK) {
    const { usage_key: key } = (value as { xblock_info: { usage_key: string } }).xblock_info;
    // Some releases say of which branch it is.
    return { kind: 'block', key: key.replace(/\+(branch|version)@[^+]+/g, '') };
  }
  const { user } = (value as { course_access_role_data: { user: { id: number } } }).course_access_role_data;
  return { kind: 'role', user: user.id };
};

/**
 * The line of a log that says the same, so that one and the same statement is made of both: the time is written as logs
 * do, and what phones send is put as the platform's own log writer puts it.
 */
const lineOf = ({ name, timestamp, data, context }: TrackingLog): string => {
  const stated = context.includes('"timestamp"') ? memberOf(context, 'timestamp') : undefined;
  const at = typeof stated === 'string' ? stated : timestamp;
  const isPhone = name.startsWith('edx.video.') && data.includes('"module_id"');
  return (
    `{"name":${JSON.stringify(isPhone && name === 'edx.video.seeked' ? 'edx.video.position.changed' : name)},` +
    `"timestamp":${JSON.stringify(at.replace(/^(\d{4}-\d\d-\d\d) /, '$1T').replace(/Z$/, '+00:00'))},` +
    `"data":${isPhone ? asLogged(data) : data},"context":${context}}`
  );
};

const parsed = (json: string): Record<string, unknown> => {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
};

const memberOf = (json: string, name: string): unknown => parsed(json)[name];

/** A phone names a video by its whole key; logs have the last part of it. */
const asLogged = (data: string): string => {
  const { module_id: key, current_time: at, seek_type: seek, ...rest } = parsed(data);
  if (typeof key !== 'string') return data;
  return JSON.stringify({
    ...rest,
    id: /@([^@]+)$/.exec(key)?.[1] ?? key,
    ...(at === undefined ? {} : { currentTime: at }),
    ...(seek === undefined ? {} : { type: seek }),
  });
};
