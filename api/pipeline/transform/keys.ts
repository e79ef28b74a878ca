import { Rejection } from './rejection';

/**
 * The usage key of a block of which the event names the type and the block's own id only.
 * @throws Rejection for course keys of the old form `Org/Num/Run`, whose blocks have other keys
 */
export const usageKey = (courseKey: string, type: string, block: string): string => {
  const [form = '', rest] = courseKey.split(':');
  if (rest === undefined)
    throw new Rejection('context.course_id has the old form Org/Num/Run; such keys name no block');
  const version = `block-${form.slice(form.lastIndexOf('-') + 1)}`;
  return `${form.includes('ccx') ? `ccx-${version}` : version}:${rest}+type@${type}+block@${block}`;
};
