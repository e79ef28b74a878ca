/** What is shipped to run the service elsewhere, as far as it can be checked without the elsewhere. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const deploy = join(root, 'api', 'deploy');
const has = (program: string, ...args: string[]): boolean => spawnSync(program, args).status === 0;

describe('the Dockerfile', () => {
  const lines = read('Dockerfile').replaceAll('\\\n', ' ').split('\n');

  it('The Dockerfile starts from the Node that the repository is built with, on glibc, in every stage', () => {
    expect(lines).toContain(`ARG NODE=${read('.nvmrc').trim()}`);
    const bases = lines.filter((line) => line.startsWith('FROM ')).map((line) => line.split(' ')[1]);
    expect(new Set(bases)).toEqual(new Set(['node:${NODE}-slim']));
  });

  it('The Dockerfile copies what is in the repository and what is not kept out of the build', () => {
    const copied = lines
      .filter((line) => line.startsWith('COPY ') && !line.includes('--from='))
      .flatMap((line) => line.split(' ').slice(1, -1));
    expect(copied.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    const kept = read('.dockerignore').split('\n');
    expect(copied.filter((path) => kept.includes(path))).toEqual([]);
  });

  it('The Dockerfile has the whole package, as npm hands it out', () => {
    const last = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')));
    expect(last.filter((line) => line.startsWith('COPY ')).map((line) => line.split(' ').slice(1))).toEqual([
      ['--from=packages', '/app/node_modules', '/app/node_modules'],
      ['--from=packages', '/app/api/node_modules', './node_modules'],
      ['--from=build', '/service', './'],
    ]);
    expect(lines.find((line) => line.includes('npm pack --workspace=@marginalia/api'))).toMatch(/ -C \/service /);
  });

  it('The Dockerfile runs as nobody in particular, and asks for its health without other programs', () => {
    expect(lines).toContain('USER 1000:1000');
    expect(read('Dockerfile')).not.toMatch(/curl|wget/);
  });
});

const kustomize = has('kubectl', 'kustomize', '--help');
(kustomize ? describe : describe.skip)(
  kustomize ? 'the base for Kubernetes' : 'the base for Kubernetes (skipped: no kubectl here)',
  () => {
    const { version } = JSON.parse(read('package.json')) as { version: string };
    it.each([
      ['embedded', 'StatefulSet'],
      ['server', 'Deployment'],
    ])('A site on the %s engine has one %s of this version that may do nothing to its machine', (folder, kind) => {
      const { stdout, stderr, status } = spawnSync('kubectl', ['kustomize', join(deploy, 'kubernetes', folder)], {
        encoding: 'utf8',
      });
      expect([stderr, status]).toEqual(['', 0]);
      expect(stdout.match(/^kind: .*/gm)?.sort()).toEqual(
        ['ConfigMap', 'Service', 'ServiceAccount', kind].sort().map((one) => `kind: ${one}`),
      );
      expect(stdout).toContain(`image: ghcr.io/marginalia/marginalia:${version}`);
      for (const line of ['runAsNonRoot: true', 'readOnlyRootFilesystem: true', 'path: /readyz', 'path: /healthz'])
        expect(stdout).toContain(line);
      expect(stdout.match(/- mountPath: /g)).toHaveLength(3);
    });
  },
);

it('The page docs/install.md has settings that Docker and systemd read as they are meant', () => {
  // Neither knows a comment behind a value.
  const [, file = ''] = /```sh\n(LMS_BASE_URL=[^]*?)```/.exec(read('docs/install.md')) ?? [];
  const lines = file.trimEnd().split('\n');
  expect(lines.length).toBeGreaterThan(5);
  for (const line of lines) expect(line).toMatch(/^(#.*|[A-Z_]+=\S+)$/);
});

it('The page docs/install.md gives a container each file that its settings name', () => {
  const page = read('docs/install.md');
  const run = /```sh\n(docker run [^]*?)```/.exec(page)?.[1] ?? '';
  const named = [...page.matchAll(/^[A-Z_]+(?:_FILE|_LOGS)=(\/\S+)\/[^/]+$/gm)].map(([, folder]) => folder);
  expect(named.length).toBeGreaterThan(2);
  for (const folder of named) expect(run).toContain(`${folder}:ro`);
});

const analyze = has('systemd-analyze', '--version');
(analyze ? it : it.skip)(`systemd takes the units${analyze ? '' : ' (skipped: no systemd-analyze here)'}`, () => {
  const units = [join(deploy, 'systemd', 'marginalia.service')];
  const { stdout, stderr, status } = spawnSync('systemd-analyze', ['verify', ...units], { encoding: 'utf8' });
  expect([stdout, stderr, status]).toEqual(['', '', 0]);
});
