import { isObject } from './olxFiles';
import type { Settings } from '../../store/published';

/** A block's fields by name: XML attributes are texts, policies have JSON's types. */
export type Fields = Readonly<Record<string, unknown>>;

/** Attributes hold JSON, or a text as it is: `true`, `2`, `null`, `"2030-01-01T00:00:00Z"`, `Homework`. */
const valueOf = (field: unknown): unknown => {
  if (typeof field !== 'string') return field;
  try {
    const value: unknown = JSON.parse(field);
    return isObject(value) || Array.isArray(value) ? field : value;
  } catch {
    return field;
  }
};

const own = (fields: Fields, name: string): unknown => (Object.hasOwn(fields, name) ? fields[name] : undefined);

/** A text; a number that was meant as a text is one. '' where it is not stated. */
export const textField = (fields: Fields, name: string): string => {
  const raw = own(fields, name);
  if (typeof raw !== 'string') return typeof raw === 'number' ? String(raw) : '';
  const quoted = /^"[^]*"$/.test(raw) ? valueOf(raw) : raw;
  return typeof quoted === 'string' && quoted !== 'null' ? quoted : '';
};

export const flagField = (fields: Fields, name: string): boolean | null => {
  const value = valueOf(own(fields, name));
  if (typeof value === 'boolean') return value;
  return typeof value === 'string' && /^(true|false)$/i.test(value) ? value.toLowerCase() === 'true' : null;
};

/** A number; null where it is not stated, or said to be none. */
export const numberField = (fields: Fields, name: string): number | null => {
  const value = valueOf(own(fields, name));
  const number = typeof value === 'number' ? value : typeof value === 'string' && value.trim() ? Number(value) : NaN;
  return Number.isFinite(number) ? number : null;
};

/** What is stated nowhere. */
export const NO_SETTINGS: Settings = {
  graded: false,
  format: '',
  start: null,
  due: null,
  isHidden: false,
  groups: '',
  isUnlisted: false,
};

/** A block's settings: its own, else those handed down. What hides a section hides all that is in it. */
export const settingsOf = (fields: Fields, around: Settings): Settings => ({
  graded: flagField(fields, 'graded') ?? around.graded,
  format: textField(fields, 'format') || around.format,
  start: textField(fields, 'start') || around.start,
  due: textField(fields, 'due') || around.due,
  isHidden: around.isHidden || flagField(fields, 'visible_to_staff_only') === true,
  groups: groupsWithin(own(fields, 'group_access'), around.groups),
  isUnlisted: around.isUnlisted || flagField(fields, 'hide_from_toc') === true,
});

/**
 * The content groups a block is limited to, as a text that is the same for the same limits: its own (`{"50": [1, 2]}`,
 * groups by partition; an empty list limits nothing) behind those of what is around it.
 */
export const groupsWithin = (access: unknown, around: string): string => {
  const stated = typeof access === 'string' ? objectIn(access) : access;
  if (!isObject(stated)) return around;
  const limits = Object.entries(stated)
    .filter(([, groups]) => groups === false || (Array.isArray(groups) && groups.length > 0))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([partition, groups]) => `${partition}:${Array.isArray(groups) ? groups.map(String).sort().join(',') : ''}`);
  const found = limits.join(' ');
  return found === '' || around.split(' / ').includes(found) ? around : [around, found].filter(Boolean).join(' / ');
};

const objectIn = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};
