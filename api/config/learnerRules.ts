import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { Thresholds } from '@marginalia/contract';
import { ConfigError } from './config';

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
export const readLearnerRules = (path: string): z.infer<typeof File> => {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new ConfigError(`MARGINALIA_LEARNER_RULES: ${path} cannot be read as JSON (${(error as Error).message}).`);
  }
  const parsed = File.safeParse(json);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'the file'}: ${issue.message}`);
    throw new ConfigError(`MARGINALIA_LEARNER_RULES: ${path} cannot be used:\n  ${lines.join('\n  ')}`);
  }
  return parsed.data;
};
