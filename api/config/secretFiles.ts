import { readFileSync } from 'node:fs';
import { ConfigError } from './configError';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Settings whose value is in a file: `NAME_FILE` names it, as Docker and Kubernetes hand secrets over. It works for every
 * setting, so that no secret can be forgotten. White space at the end of the file is not part of the value.
 * @throws ConfigError naming each that cannot be read, is empty, or is also given itself
 */
export const fromFiles = (env: Environment, names: readonly string[]): Environment => {
  const read: Record<string, string> = {};
  const problems: string[] = [];
  for (const name of names) {
    const path = env[`${name}_FILE`];
    if (!path) continue;
    if (env[name]) {
      problems.push(`${name}_FILE: ${name} is set as well; unset one of them`);
      continue;
    }
    try {
      const value = readFileSync(path, 'utf8').trimEnd();
      if (value === '') problems.push(`${name}_FILE: ${path} is empty`);
      read[name] = value;
    } catch (error) {
      problems.push(`${name}_FILE: ${path} cannot be read (${(error as NodeJS.ErrnoException).code})`);
    }
  }
  if (problems.length > 0) throw new ConfigError(`These settings cannot be used:\n  ${problems.join('\n  ')}`);
  return { ...env, ...read };
};
