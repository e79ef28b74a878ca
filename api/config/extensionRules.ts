import * as z from 'zod';
import { readRulesFile } from './rulesFile';

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
export const readExtensionRules = (path: string): z.infer<typeof File> =>
  readRulesFile('MARGINALIA_EXTENSION_RULES', path, File);
