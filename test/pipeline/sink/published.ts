/** What the sinks of platform-plugin-aspects send of one small course. */

export const RUN = 'course-v1:Org+Num+Run';
export const DUMP = '11111111-2222-4333-8444-555555555555';
export const AT = '2026-05-03 15:47:39.331024+00:00';
export const insert = (table: string): string => `INSERT INTO event_sink.${table} FORMAT CSV`;
export const csv = (rows: readonly (readonly unknown[])[]): string =>
  rows.map((row) => row.map((value) => `"${String(value).replaceAll('"', '""')}"`).join(',') + '\r\n').join('');

interface Publish {
  course?: string;
  dump?: string;
  at?: string;
  name?: string;
}
export const block = (
  order: number,
  type: string,
  { course = RUN, dump = DUMP, at = AT, name = 'Block' }: Publish = {},
) => [
  'Org',
  course,
  `${course.replace('course', 'block')}+type@${type}+block@b${order}`,
  `${name} ${order}`,
  JSON.stringify({ block_type: type, detached: 0, section: order > 1 ? 1 : 0, subsection: 0, unit: 0 }),
  order,
  AT,
  dump,
  at,
];
export const blocks = (publish: Publish = {}): unknown[][] => [
  block(1, 'course', publish),
  block(2, 'chapter', publish),
  block(3, 'problem', publish),
];
export const overview = (course = RUN): unknown[] => [
  ...['Org', course, 'A course', AT, '', '', '', 'False', '{}', AT, AT, DUMP, AT],
];
export const externalId = (user: number, id: string): unknown[] => [id, 'xapi', 'ada', user, DUMP, AT];
