import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { ConfigError } from './config';

const Rule = z.strictObject({
  deny: z.array(z.enum(['team', 'author', 'instructor', 'site'])).optional(),
  pin: z.record(z.string(), z.string()).optional(),
});
const NAME = /^[a-z][a-z0-9-]*\.([a-z][a-z0-9-]*|\*)$/;
const File = z.record(z.string(), Rule).superRefine((rules, context) => {
  for (const name of Object.keys(rules))
    if (!NAME.test(name)) context.addIssue({ code: 'custom', path: [name], message: 'say acme.confusion, or acme.*' });
});

/**
 * Who may ask which metrics of extensions, and with which parameters, from the file that MARGINALIA_EXTENSION_RULES names.
 * @throws ConfigError naming everything in it that cannot be used
 */
export const readExtensionRules = (path: string): z.infer<typeof File> => {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new ConfigError(`MARGINALIA_EXTENSION_RULES: ${path} cannot be read as JSON (${(error as Error).message}).`);
  }
  const parsed = File.safeParse(json);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'the file'}: ${issue.message}`);
    throw new ConfigError(`MARGINALIA_EXTENSION_RULES: ${path} cannot be used:\n  ${lines.join('\n  ')}`);
  }
  return parsed.data;
};
