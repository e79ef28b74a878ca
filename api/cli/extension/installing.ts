import { checkBeside, inspect, wordsAbout } from '../../extension/install';
import { GRANT, type Manifest } from '../../extension/manifest';
import { bundledNamed } from '../../extension/package/bundled';
import { type Shipped, PackageError } from '../../extension/package/bundle';
import { read } from '../../extension/package/ship';
import type { Installed, Revision } from '../../extension/registry';
import type { Workspace } from '../../worker/workspace';
import { CommandError, EXIT, type Io } from '../io';
import type { ExtensionCommand } from './command';
import { named } from './named';

/** `extension add`. @throws CommandError, ManifestError, PackageError */
export const add = async (
  workspace: Workspace,
  { target, shipped, grants }: ExtensionCommand,
  io: Io,
): Promise<number> => {
  checkGrants(grants);
  const found = shipped ?? (await read(target));
  if (found.name.startsWith('marginalia/') && bundledNamed(found.name).length === 0)
    throw new PackageError(
      `${found.name}: the name "marginalia" is for extensions that come with Marginalia. Use a name of your own in package.json, as in @acme/time-on-task.`,
    );
  const { isRunning, revision } = await install(workspace, found, () => grants);
  io.out(
    `${found.name} ${revision.version} (revision ${revision.revision})\n${wordsAbout(revision.manifest)
      .map((line) => `  ${line}\n`)
      .join('')}`,
  );
  io.out(
    isRunning
      ? 'It answers as soon as it is computed for everybody; until then the old revision does.\n'
      : `It is off. \`marginalia extension enable ${found.name} --courses all\` switches it on.\n`,
  );
  return EXIT.done;
};

/** @throws CommandError */
export const checkGrants = (grants: readonly string[]): void => {
  for (const grant of grants)
    if (!GRANT.test(grant)) throw new CommandError(`${grant} is no grant: class, exact, mail, net:HOST.`);
};

export const grantsOf = ({ metrics, handlers, jobs }: Manifest): string[] => [
  ...new Set([...metrics, ...handlers, ...jobs].flatMap((one) => one.grants)),
];

/** @throws CommandError where it needs what was not granted */
export const checkGranted = (name: string, manifest: Manifest, granted: readonly string[]): void => {
  const missing = grantsOf(manifest).filter((grant) => !granted.includes(grant));
  if (missing.length > 0)
    throw new CommandError(
      `${name} needs ${missing.map((grant) => `--grant ${grant}`).join(' ')}:\n${wordsAbout(manifest)
        .map((line) => `  ${line}\n`)
        .join('')}Repeat the command with it, if that is wanted.`,
    );
};

/** Puts a revision beside the one that is on, or in its place where none is on. */
export const install = async (
  { extensions }: Workspace,
  shipped: Shipped,
  grants: (manifest: Manifest) => readonly string[],
): Promise<{ readonly isRunning: boolean; readonly revision: Revision }> => {
  const { registry } = extensions;
  const { manifest, revision } = await inspect(shipped, extensions.hosts, await extensions.expressions());
  const all = await registry.all();
  checkBeside(shipped.name, manifest, all);
  const before = all.find(({ name }) => name === shipped.name);
  const isRunning = before?.state === 'on' || before?.state === 'paused';
  const granted = [...new Set([...(before?.grants ?? []), ...grants(manifest)])];
  // One that is on goes on with the new revision by itself: it may not gain anything that way.
  if (isRunning) checkGranted(`${shipped.name} ${revision.version}`, manifest, granted);
  await registry.addRevision(shipped.name, revision, shipped.bundle);
  if (!before) {
    await registry.save({
      name: shipped.name,
      state: 'added',
      active: revision,
      next: null,
      previous: null,
      courses: [],
      grants: granted,
      outline: '',
    });
    return { isRunning, revision };
  }
  await registry.change(shipped.name, (now) => {
    const isSame = now.active?.revision === revision.revision;
    if (now.state === 'on' || now.state === 'paused')
      return { ...now, next: isSame ? null : revision, grants: granted };
    return {
      ...now,
      active: revision,
      next: null,
      previous: isSame ? now.previous : now.active,
      grants: granted,
    };
  });
  return { isRunning, revision };
};

/** Those that a name means, those among them that come with Marginalia too: these need not be added first. */
export const namedOrBundled = async (workspace: Workspace, target: string): Promise<Installed[]> => {
  const { registry } = workspace.extensions;
  const known = await registry.named(target);
  // `enable time-on-task` means ours only where nobody else's has that name
  const bundled = bundledNamed(target).filter(
    (name) => known.length === 0 || known.some((one) => one.name === name || target === 'marginalia'),
  );
  for (const name of bundled)
    if (!known.some((one) => one.name === name)) await install(workspace, await read(name), () => []);
  if (bundled.length === 0) return named(workspace, target);
  return (await registry.all()).filter(({ name }) => bundled.includes(name) || known.some((one) => one.name === name));
};
