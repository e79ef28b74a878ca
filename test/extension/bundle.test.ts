/** The bundle of an extension is what its sources say, wherever they lie. */
import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleSources, locate } from '../../api/extension/package/bundle';

describe('a bundle', () => {
  it.each(['time-on-task', 'confusion', 'own-chart'])(
    'A bundle of %s has the same bytes from another folder, and names no folder',
    async (name) => {
      const here = locate(`examples/${name}`);
      const there = mkdtempSync(join(tmpdir(), 'elsewhere-'));
      cpSync(here, there, { recursive: true });
      const [one, other] = [await bundleSources(here), await bundleSources(there)];
      expect(other).toEqual(one);
      expect(other.bundle).not.toMatch(/elsewhere-|extension-sdk|node_modules/);
    },
  );
});
