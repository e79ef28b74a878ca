import { hostName } from '../../extension/computation';
import type { Installed } from '../../extension/registry';
import { coursesWithEvents } from '../../store/queries/events';
import type { Workspace } from '../../worker/workspace';
import { CommandError, EXIT, type Io } from '../io';
import type { ExtensionCommand } from './command';
import { checkGranted, checkGrants, grantsOf, install, namedOrBundled } from './installing';
import { named } from './named';
import { SHOWN, largestOf, numbersOf } from './numbers';

/** Progress in a file or a log, milliseconds. */
const SAID_EVERY = 2000;

/** `extension enable`. @throws CommandError, ManifestError, PackageError */
export const enable = async (
  workspace: Workspace,
  { target, courses, grants, wait }: ExtensionCommand,
  io: Io,
): Promise<number> => {
  const { registry } = workspace.extensions;
  checkGrants(grants);
  const found = await namedOrBundled(workspace, target);
  for (const one of found) {
    if (one.active) checkGranted(one.name, one.active.manifest, [...grants, ...one.grants]);
    const where = courses ?? (one.courses.length > 0 ? one.courses : null);
    if (where === null) throw new CommandError('Say where: --courses all, or --courses KEY.');
    await sayUnknown(workspace, where, io);
    const saved = await registry.change(one.name, (now) => ({
      ...now,
      state: 'on',
      courses:
        where === 'all' || now.courses === 'all' || courses === null ? where : [...new Set([...now.courses, ...where])],
      grants: [...new Set([...now.grants, ...grants])],
    }));
    const both = saved?.courses ?? where;
    io.out(`${one.name} is on in ${both === 'all' ? 'all courses' : both.join(', ')}.\n`);
    for (const { source, missing } of saved ? await workspace.fetches.statesOf(saved) : [])
      if (missing) io.err(`${source} is not fetched yet: ${missing.what}. \`${missing.remedy}\`\n`);
  }
  if (!wait) return EXIT.done;
  return settle(workspace, found, io);
};

/** Computes all that is past of these. @returns the exit status */
const settle = async (workspace: Workspace, found: readonly Installed[], io: Io): Promise<number> => {
  let said = 0;
  const say = (text: string): void => {
    if (io.isTerminal) return io.err(`\r\u001b[K${text}`);
    if (Date.now() - said < SAID_EVERY) return;
    said = Date.now();
    io.err(`${text}\n`);
  };
  await workspace.refresh();
  for (const { name } of found) await workspace.extensions.settle(name, say, io.signal);
  if (io.isTerminal) io.err('\n');
  if (io.signal.aborted) return EXIT.stopped;
  let isWhole = true;
  for (const { name } of found) {
    for (const one of await workspace.extensions.registry.named(name)) {
      const pause = [one.active, one.next]
        .map((revision) => revision && workspace.extensions.pauseOf(hostName(one, revision)))
        .find(Boolean);
      if (!pause) continue;
      io.err(`${one.name} is paused: ${pause.why}. It is tried again by itself.\n`);
      isWhole = false;
    }
  }
  return isWhole ? EXIT.done : EXIT.rejects;
};

/** A course may be named before it begins; a slip of the pen looks the same, so it is said. */
const sayUnknown = async ({ engine }: Workspace, where: 'all' | readonly string[], io: Io): Promise<void> => {
  if (where === 'all') return;
  const known = new Set((await coursesWithEvents.run(engine, {})).map((row) => row.course_key));
  for (const course of where)
    if (!known.has(course)) io.err(`No event of ${course} is here. Check the key, if there should be any.\n`);
};

/** `extension dev`, at each save: the new revision in the place of the last one, and what it says. */
export const tryInService = async (
  workspace: Workspace,
  { shipped }: ExtensionCommand,
  minLearners: number,
  io: Io,
): Promise<number> => {
  if (workspace.config.lms !== null)
    throw new CommandError(
      '`extension dev` is for the demonstration: serve --demo. On a site use `extension add`, which keeps the old numbers until the new are whole.',
    );
  if (!shipped) throw new CommandError('Nothing to try.');
  if ((await coursesWithEvents.run(workspace.engine, {})).length === 0)
    throw new CommandError(
      'There is no event here to try it on. Start the demonstration beside this, with the same MARGINALIA_DATA: marginalia serve --demo.',
    );
  const { registry } = workspace.extensions;
  const { revision } = await install(workspace, shipped, grantsOf);
  await registry.change(shipped.name, (now) => ({
    ...now,
    // Whoever tries things out wants to see the last state, right or wrong.
    active: now.next ?? now.active,
    next: null,
    previous: null,
    state: 'on',
    courses: 'all',
  }));
  const [one] = await named(workspace, shipped.name);
  const status = await settle(workspace, one ? [one] : [], { ...io, err: io.isTerminal ? io.err : () => undefined });
  await workspace.extensions.eraseUnused(shipped.name);
  for (const { title, sentence } of revision.manifest.metrics) io.out(`${title}: ${sentence}\n`);
  for (const view of revision.manifest.views) io.out(`${view.title}: on ${view.place}\n`);
  const numbers = one ? await numbersOf(workspace, one, minLearners, SHOWN) : [];
  for (const text of largestOf(numbers)) io.out(`  ${text}\n`);
  return status;
};
