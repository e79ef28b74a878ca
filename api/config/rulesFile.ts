import { readFileSync } from 'node:fs';
import type * as z from 'zod';
import { ConfigError } from './configError';

/**
 * A JSON file that a setting names.
 * @throws ConfigError naming the setting, the file, and everything in it that cannot be used
 */
export const readRulesFile = <T extends z.ZodType>(setting: string, path: string, form: T): z.infer<T> => {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new ConfigError(`${setting}: ${path} cannot be read as JSON (${(error as Error).message}).`);
  }
  const parsed = form.safeParse(json);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'the file'}: ${issue.message}`);
    throw new ConfigError(`${setting}: ${path} cannot be used:\n  ${lines.join('\n  ')}`);
  }
  return parsed.data;
};
