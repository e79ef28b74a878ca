import { writeFileSync } from 'node:fs';
import { hostName } from '../../extension/computation';
import { checkBeside, dependants, inspect, wordsAbout } from '../../extension/install';
import { GRANT, type Manifest, fullId } from '../../extension/manifest';
import { bundledNamed, bundledNames } from '../../extension/package/bundled';
import { type Shipped, PackageError } from '../../extension/package/bundle';
import { read } from '../../extension/package/ship';
import type { Installed, Revision, State } from '../../extension/registry';
import { eraseExtension } from '../../store/erase';
import { coursesWithEvents } from '../../store/queries/events';
import type { Workspace } from '../../worker/workspace';
import { CommandError, EXIT, type Io } from '../io';
import type { ExtensionCommand } from './command';
import { connect } from './connect';
import { loadRows } from './loadRows';
import { outbox } from './outbox';
import { outline } from './outline';
import { reportsOf } from './report';
import { wordsOfFetch } from './fetchWords';
import { secret } from './secret';
import { SHOWN, largestOf, numbersOf } from './numbers';

/** What may be done while no extension runs: to look, and to take one out of the way. */
const WHILE_OFF: ReadonlySet<ExtensionCommand['action']> = new Set(['status', 'pause', 'disable', 'remove', 'secret']);

/** Progress in a file or a log, milliseconds. */
const SAID_EVERY = 2000;

/** What the operator does with extensions. @throws CommandError, ManifestError, PackageError */
export const manageExtension = async (
  workspace: Workspace,
  command: ExtensionCommand,
  minLearners: number,
  io: Io,
): Promise<number> => {
  if (!workspace.extensions.isOn && !WHILE_OFF.has(command.action))
    throw new CommandError(
      'Extensions are switched off: MARGINALIA_EXTENSIONS=off. Unset it, start the service again, and repeat this.',
    );
  switch (command.action) {
    case 'add':
      return add(workspace, command, io);
    case 'enable':
      return enable(workspace, command, io);
    case 'dev':
      return tryInService(workspace, command, minLearners, io);
    case 'status':
      return status(workspace, command, io);
    case 'rollback':
      return rollback(workspace, command, io);
    case 'pause':
      return change(workspace, command, 'paused', io);
    case 'disable':
      return change(workspace, command, 'disabled', io);
    case 'remove':
      return remove(workspace, command, io);
    case 'load':
      return loadRows(workspace, command, io);
    case 'outbox':
      return outbox(
        workspace,
        command.target === '' ? [''] : (await named(workspace, command.target)).map(({ name }) => name),
        command.out,
        io,
      );
    case 'outline':
      return outline(workspace, command, io);
    case 'connect':
      return connect(workspace, command, minLearners, io);
    case 'secret':
      return secret(
        workspace,
        command.target === '' ? await workspace.extensions.registry.all() : await named(workspace, command.target),
        command,
        io,
      );
    case 'docs':
      return docs(workspace, command, minLearners, io);
    default:
      throw new CommandError(`${command.action} is not for here.`);
  }
};

/** Those that a name means. @throws CommandError */
const named = async ({ extensions }: Workspace, name: string): Promise<Installed[]> => {
  const found = await extensions.registry.named(name);
  if (found.length > 0) return found;
  const all = (await extensions.registry.all()).map((one) => one.name);
  throw new CommandError(`No extension is named ${name}. Added are: ${all.length > 0 ? all.join(', ') : 'none'}.`);
};

const add = async (workspace: Workspace, { target, shipped, grants }: ExtensionCommand, io: Io): Promise<number> => {
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
const checkGrants = (grants: readonly string[]): void => {
  for (const grant of grants)
    if (!GRANT.test(grant)) throw new CommandError(`${grant} is no grant: class, exact, mail, net:HOST.`);
};

const grantsOf = ({ metrics, handlers, jobs }: Manifest): string[] => [
  ...new Set([...metrics, ...handlers, ...jobs].flatMap((one) => one.grants)),
];

/** @throws CommandError where it needs what was not granted */
const checkGranted = (name: string, manifest: Manifest, granted: readonly string[]): void => {
  const missing = grantsOf(manifest).filter((grant) => !granted.includes(grant));
  if (missing.length > 0)
    throw new CommandError(
      `${name} needs ${missing.map((grant) => `--grant ${grant}`).join(' ')}:\n${wordsAbout(manifest)
        .map((line) => `  ${line}\n`)
        .join('')}Repeat the command with it, if that is wanted.`,
    );
};

/** Puts a revision beside the one that is on, or in its place where none is on. */
const install = async (
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
const namedOrBundled = async (workspace: Workspace, target: string): Promise<Installed[]> => {
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

const enable = async (
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
const tryInService = async (
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

const status = async (workspace: Workspace, { target }: ExtensionCommand, io: Io): Promise<number> => {
  const { extensions } = workspace;
  if (!extensions.isOn) io.out('Extensions are switched off: MARGINALIA_EXTENSIONS=off.\n');
  const all = target === '' ? await extensions.registry.all() : await named(workspace, target);
  if (all.length === 0) io.out('No extension is added.\n');
  if (target === '')
    for (const name of bundledNames())
      if (!all.some((one) => one.name === name))
        io.out(
          `${name} comes with Marginalia and is off. \`marginalia extension enable ${name} --courses all\` switches it on.\n`,
        );
  for (const one of all) {
    const { active, next, previous } = one;
    const pause = [active, next]
      .map((revision) => revision && extensions.pauseOf(hostName(one, revision)))
      .find(Boolean);
    const state = pause ? `paused: ${pause.why}; tried again after ${new Date(pause.until).toISOString()}` : one.state;
    io.out(`${one.name} ${active?.version ?? ''} ${state}\n`);
    if (active) io.out(`  revision ${active.revision}${previous ? `, before it ${previous.revision}` : ''}\n`);
    if (active) for (const line of wordsAbout(active.manifest)) io.out(`  ${line}\n`);
    if (one.grants.length > 0) io.out(`  granted: ${one.grants.join(', ')}\n`);
    if (one.outline !== '') io.out(`  on the outline: ${fullId(one.name, one.outline)}\n`);
    if (one.state === 'added' || !active) continue;
    if (active.manifest.jobs.length > 0)
      io.out(
        `  ${(await extensions.jobs.waiting(one.name)).length} mails and files wait to be fetched: marginalia extension outbox ${one.name}\n`,
      );
    for (const { id } of active.manifest.jobs) {
      const why = await extensions.jobs.failure(one.name, id);
      if (why !== '') io.out(`  the job ${id} failed, in ${why}\n`);
    }
    for (const state of one.state === 'on' ? await workspace.fetches.statesOf(one) : [])
      for (const line of wordsOfFetch(state)) io.out(`  ${line}\n`);
    for (const revision of [active, next]) {
      if (!revision) continue;
      for (const { course, done, of, skipped } of await extensions.progress(one, revision))
        io.out(
          `  ${course}: ${done} of ${of} learners computed${skipped > 0 ? `, ${skipped} of them failed` : ''}${revision === next ? ` (new revision ${next.revision})` : ''}\n`,
        );
    }
  }
  return EXIT.done;
};

const rollback = async (workspace: Workspace, { target }: ExtensionCommand, io: Io): Promise<number> => {
  const { registry } = workspace.extensions;
  for (const { name } of await named(workspace, target)) {
    let said = '';
    await registry.change(name, (now) => {
      if (now.next) {
        said = `${name}: the new revision is not taken.`;
        return { ...now, next: null };
      }
      if (!now.previous) return null;
      said = `${name} answers with revision ${now.previous.revision} again.`;
      return { ...now, active: now.previous, previous: now.active };
    });
    if (said === '') throw new CommandError(`${name} has no revision before this one.`);
    io.out(`${said}\n`);
  }
  return EXIT.done;
};

const change = async (
  workspace: Workspace,
  { target }: ExtensionCommand,
  state: State & ('paused' | 'disabled'),
  io: Io,
): Promise<number> => {
  for (const { name, state: before } of await named(workspace, target)) {
    if (before === 'added') {
      io.out(`${name} was never enabled: there is nothing to stop.\n`);
      continue;
    }
    await workspace.extensions.registry.change(name, (now) => ({ ...now, state }));
    workspace.extensions.hosts.end(name);
    io.out(
      `${name} is ${state}. What it computed stays; \`marginalia extension enable ${name}\` switches it on again.\n`,
    );
  }
  return EXIT.done;
};

const remove = async (workspace: Workspace, { target, yes }: ExtensionCommand, io: Io): Promise<number> => {
  const found = await named(workspace, target);
  const needing = dependants(found, await workspace.extensions.registry.all());
  if (needing.length > 0)
    throw new CommandError(
      needing.length > 1
        ? `${needing.join(', ')} need it. Remove these first.`
        : `${needing.join(', ')} needs it. Remove that first.`,
    );
  if (!yes)
    throw new CommandError(
      `This deletes what ${found.map(({ name }) => name).join(', ')} computed and stored. Say --yes to do it.`,
    );
  for (const one of found) {
    await workspace.extensions.registry.change(one.name, (now) => ({
      ...now,
      state: 'removed',
      active: null,
      next: null,
      previous: null,
    }));
    workspace.extensions.hosts.end(one.name);
    await workspace.extensions.alone(() => eraseExtension(workspace.engine, one.name));
    io.out(`${one.name} is removed, with all that it stored.\n`);
  }
  return EXIT.done;
};

/** A page in the form of docs/metrics.md. */
const docs = async (workspace: Workspace, { out }: ExtensionCommand, minLearners: number, io: Io): Promise<number> => {
  const metrics = await reportsOf(workspace, minLearners).definitions();
  const all = await workspace.extensions.registry.metrics();
  const text = `# Extensions of this site\n\n${metrics
    .map((one) => {
      const from =
        all.find(({ extension, metric }) => fullId(extension.name, metric.id) === one.id)?.extension.name ?? '';
      return `## ${one.id}\n\n**${one.title}.** ${one.sentence}\n\n| | |\n|---|---|\n| counts | ${one.numerator} |\n${one.denominator === null ? '' : `| of | ${one.denominator} |\n`}| unit | ${one.unit} |\n| shown from | ${one.gate} |\n| made from | ${one.source} |\n| extension | ${from} |\n`;
    })
    .join('\n')}`;
  if (out === null) io.out(text);
  else writeText(out, text);
  return EXIT.done;
};

const writeText = (path: string, text: string): void => {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw new CommandError(`${path} cannot be written: ${(error as Error).message}`);
  }
};
