import { existsSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.env.MARGINALIA_SHARED ?? join(__dirname, '..', '..', '..', 'shared');

/** The folder with golden data, or null where this machine has none. */
export const goldenFolder: string | null = existsSync(join(folder, 'golden')) ? join(folder, 'golden') : null;

/**
 * A suite that compares with golden data, which is not part of the repository. It reads the folder `golden` inside
 * MARGINALIA_SHARED, or inside a folder `shared` beside the repository; without it the suite is reported as skipped.
 *
 * @param suite is handed the absolute path of the folder `golden`; also called (with '') when it is to be skipped, so
 *   it must read files inside its tests and hooks only.
 */
export function describeWithShared(name: string, suite: (golden: string) => void): void {
  if (goldenFolder === null) describe.skip(`${name} (skipped: golden data folder not present)`, () => suite(''));
  else describe(name, () => suite(goldenFolder));
}
