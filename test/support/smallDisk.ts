import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const mount = (folder: string, megabytes: number): boolean => {
  mkdirSync(folder, { recursive: true });
  return spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]).status === 0;
};
const unmount = (folder: string): void => {
  // Lazily: a service whose test failed may still be there.
  spawnSync('umount', ['-l', folder]);
  rmSync(folder, { recursive: true, force: true });
};

const tried = mkdtempSync(join(tmpdir(), 'marginalia-mount-'));
/** Whether whoever runs the tests may mount a disk. Tried and undone: where the tests are passed over nobody would undo it. */
export const canMount = process.getuid?.() === 0 && mount(tried, 1);
unmount(tried);

/** A disk with little room, for the tests of a block; gone after them. */
export const smallDisk = (
  megabytes: number,
): { readonly folder: string; fill(): void; leave(kilobytes: number): void; makeRoom(): void } => {
  const folder = mkdtempSync(join(tmpdir(), 'marginalia-small-'));
  const ballast = join(folder, 'ballast');
  beforeAll(() => void mount(folder, megabytes));
  afterAll(() => unmount(folder));
  return {
    folder,
    fill: () => {
      for (const size of ['64k', '1k'])
        spawnSync('dd', ['if=/dev/zero', `of=${ballast}`, `bs=${size}`, 'conv=notrunc', 'oflag=append']);
    },
    leave: (kilobytes) => truncateSync(ballast, statSync(ballast).size - kilobytes * 1024),
    makeRoom: () => rmSync(ballast, { force: true }),
  };
};
