import type { Row } from '../../store/engine';
import { BLOCKS, OVERVIEWS, type SinkForm, UUID, missing } from '../structure/sinkForms';

/** The tables of people and tags, apart from those of courses, as platform-plugin-aspects sends them. */

type Values = Record<string, string>;

const DUMP = ['dump_id', 'time_last_dumped'];
const isWhole = (text: string | undefined): boolean => /^-?\d{1,10}$/.test(text ?? '');
const isYes = (text: string | undefined): boolean => /^(true|1)$/i.test(text ?? '');
/** Python writes nothing as nothing. */
const whole = (text: string | undefined): number => Number(text || 0);

const checked =
  (numbers: readonly string[], needed: readonly string[] = []) =>
  (row: Values): string | null => {
    const empty = missing(row, [...numbers, ...needed, ...DUMP]);
    if (empty) return empty;
    const odd = numbers.find((name) => !isWhole(row[name]));
    if (odd) return `${odd} is not a whole number`;
    return UUID.test(row.dump_id ?? '') ? null : 'dump_id is not a UUID';
  };

const withNumbers = (row: Values, names: readonly string[]): Row => ({
  ...row,
  ...Object.fromEntries(names.map((name) => [name, whole(row[name])])),
});

export const ENROLLMENTS: SinkForm = {
  table: 'course_enrollment',
  columns: ['id', 'course_key', 'created', 'is_active', 'mode', 'username', 'user_id', ...DUMP],
  check: checked(['id', 'user_id'], ['course_key']),
  row: (row) => ({ ...withNumbers(row, ['id', 'user_id']), is_active: isYes(row.is_active) }),
};

export const EXTERNAL_IDS: SinkForm = {
  table: 'external_id',
  columns: ['external_user_id', 'external_id_type', 'username', 'user_id', ...DUMP],
  check: (row) =>
    checked(['user_id'], ['external_user_id', 'external_id_type'])(row) ??
    (UUID.test(row.external_user_id ?? '') ? null : 'external_user_id is not a UUID'),
  row: (row) => withNumbers(row, ['user_id']),
};

export const PROFILES: SinkForm = {
  table: 'user_profile',
  columns: [
    ...['id', 'user_id', 'name', 'username', 'email', 'meta', 'courseware', 'language', 'location', 'year_of_birth'],
    ...['gender', 'level_of_education', 'mailing_address', 'city', 'country', 'state', 'goals', 'bio'],
    ...['profile_image_uploaded_at', 'phone_number', ...DUMP],
  ],
  check: checked(['id', 'user_id']),
  row: (row) => withNumbers(row, ['id', 'user_id']),
};

const TAGS: SinkForm = {
  table: 'tag',
  columns: ['id', 'taxonomy', 'parent', 'value', 'external_id', 'lineage', ...DUMP],
  check: checked(['id']),
  row: (row) => withNumbers(row, ['id', 'taxonomy', 'parent']),
};

const TAXONOMIES: SinkForm = {
  table: 'taxonomy',
  columns: ['id', 'name', ...DUMP],
  check: checked(['id']),
  row: (row) => withNumbers(row, ['id']),
};

const OBJECT_TAGS: SinkForm = {
  table: 'object_tag',
  columns: ['id', 'object_id', 'taxonomy', 'tag', '_value', '_export_id', 'lineage', ...DUMP],
  check: checked(['id'], ['object_id']),
  row: (row) => withNumbers(row, ['id', 'taxonomy', 'tag']),
};

export const FORMS: ReadonlyMap<string, SinkForm> = new Map(
  [BLOCKS, OVERVIEWS, ENROLLMENTS, EXTERNAL_IDS, PROFILES, TAGS, TAXONOMIES, OBJECT_TAGS].map((form) => [
    form.table,
    form,
  ]),
);
