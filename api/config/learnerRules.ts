import * as z from 'zod';
import { Thresholds } from '@marginalia/contract';
import { readRulesFile } from './rulesFile';

const SHARES = new Set(['strugglingMargin', 'helpShare', 'helpNotRight', 'rushingRight', 'aheadShare', 'aheadLead']);
const Some = z
  .strictObject(
    Object.fromEntries(
      Object.keys(Thresholds.shape).map((name) => [
        name,
        SHARES.has(name) ? z.number().min(0).max(1).optional() : z.number().positive().max(1000).optional(),
      ]),
    ),
  )
  .transform((some): Partial<Thresholds> => some);
const File = z.strictObject({ site: Some.default({}), courses: z.record(z.string(), Some).default({}) });

/**
 * The thresholds of the rules for learners, from the file that MARGINALIA_LEARNER_RULES names.
 * @throws ConfigError naming everything in it that cannot be used
 */
export const readLearnerRules = (path: string): z.infer<typeof File> =>
  readRulesFile('MARGINALIA_LEARNER_RULES', path, File);
