import type { Problem, Video } from '@marginalia/contract';
import { WITHHELD, none } from '@marginalia/contract';
import type { CourseScope } from '../auth/scope';
import { ApiError } from '../lib/apiError';
import type { ReportReader } from '../metrics/kit/reportReader';
import { ALL_TIME } from '../metrics/kit/window';
import type { numberIn } from './disclose';
import type { PropertyManifest } from './manifest';

/** One number of an object, as far as it is disclosed. */
export type PropertyValue = ReturnType<typeof numberIn>;

/** What properties are said of: the first part of their names. */
export const BLOCK_TYPES: ReadonlySet<string> = new Set([
  ...['problem', 'video', 'html', 'discussion', 'vertical', 'sequential', 'chapter', 'course', 'event'],
]);

/** `problem.effort` */
export const propertyId = ({ on, name }: PropertyManifest): string => `${on}.${name}`;

type Told = { readonly kind: string; readonly value?: unknown; readonly of?: unknown };

const numberOf = (told: Told): PropertyValue => {
  if (told.kind === 'value' && typeof told.value === 'number' && typeof told.of === 'number')
    return { kind: 'value', value: told.value, of: told.of };
  return told.kind === 'none' ? (told as PropertyValue) : WITHHELD;
};

const PROBLEM: Record<string, (problem: Problem) => PropertyValue> = {
  difficulty: ({ difficulty }) => numberOf(difficulty),
  discrimination: ({ discrimination }) => numberOf(discrimination),
};
const VIDEO: Record<string, (video: Video) => PropertyValue> = {
  rewinds: ({ rewinds }) => numberOf({ kind: 'value', value: rewinds.events, of: rewinds.learners }),
  dropOff: ({ dropOff: [most] }) =>
    most
      ? numberOf({
          kind: 'value',
          value: typeof most.learners === 'number' ? most.learners / most.of : null,
          of: most.of,
        })
      : none('no_drop_off'),
};

const splitId = (id: string): [type: string, name: string] => {
  const [type = '', name = ''] = id.split('.');
  return [type, name];
};

/** Whether the product itself says it. */
export const isCoreProperty = (id: string): boolean => {
  const [type, name] = splitId(id);
  if (!BLOCK_TYPES.has(type) || type === 'event') return false;
  return name === 'reach' || (type === 'problem' && name in PROBLEM) || (type === 'video' && name in VIDEO);
};

/** A property of the product, of one block. @throws ApiError engine_unavailable */
export const coreProperty = async (
  reports: ReportReader,
  scope: CourseScope,
  id: string,
  block: string,
): Promise<PropertyValue> => {
  const [type, name] = splitId(id);
  try {
    if (name === 'reach') {
      const found = (await reports.outline(scope, ALL_TIME)).blocks.find((one) => one.id === block);
      if (found?.type !== type) return none('another_type');
      return numberOf({ kind: 'value', value: found.reach, of: found.reach });
    }
    if (type === 'problem')
      return PROBLEM[name]?.(await reports.problem(scope, block, ALL_TIME)) ?? none('unknown_property');
    return VIDEO[name]?.(await reports.video(scope, block, ALL_TIME)) ?? none('unknown_property');
  } catch (error) {
    if (error instanceof ApiError && ['wrong_block_type', 'unknown_block', 'unknown_course'].includes(error.code))
      return none('another_type');
    throw error;
  }
};
