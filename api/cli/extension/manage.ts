import { writeFileSync } from 'node:fs';
import { hostName } from '../../extension/computation';
import { checkBeside, dependants, inspect, wordsAbout } from '../../extension/install';
import { GRANT, ManifestError, fullId } from '../../extension/manifest';
import { PackageError } from '../../extension/package/bundle';
import { read } from '../../extension/package/ship';
import type { Installed, State } from '../../extension/registry';
import { eraseExtension } from '../../store/erase';
import type { Workspace } from '../../worker/workspace';
import { CommandError, EXIT, type Io } from '../io';
import type { ExtensionCommand } from './command';
import { loadRows } from './loadRows';
import { answersOf } from './report';

/** What the operator does with extensions. */
export const manageExtension = async (
  workspace: Workspace,
  command: ExtensionCommand,
  minLearners: number,
  io: Io,
): Promise<number> => {
  const { extensions } = workspace;
  if (!extensions.isOn && command.action !== 'status')
    throw new CommandError('Extensions are switched off: MARGINALIA_EXTENSIONS=off. Switch them on first.');
  try {
    switch (command.action) {
      case 'add':
        return await add(workspace, command, io);
      case 'enable':
        return await enable(workspace, command, io);
      case 'status':
        return await status(workspace, command, io);
      case 'rollback':
        return await rollback(workspace, command, io);
      case 'pause':
        return await change(workspace, command, 'paused', 'paused', io);
      case 'disable':
        return await change(workspace, command, 'disabled', 'disabled', io);
      case 'remove':
        return await remove(workspace, command, io);
      case 'load':
        return await loadRows(workspace, command, io);
      case 'docs':
        return await docs(workspace, command, minLearners, io);
      default:
        throw new CommandError(`${command.action} is not for here.`);
    }
  } catch (error) {
    if (error instanceof ManifestError) throw new CommandError(error.problems.map((one) => `- ${one}`).join('\n'));
    if (error instanceof PackageError) throw new CommandError(error.message);
    throw error;
  }
};

/** Those that a name means. @throws CommandError */
const named = async ({ extensions }: Workspace, name: string): Promise<Installed[]> => {
  const found = await extensions.registry.named(name);
  if (found.length > 0) return found;
  const all = (await extensions.registry.all()).map((one) => one.name);
  throw new CommandError(`No extension is named ${name}. Added are: ${all.length > 0 ? all.join(', ') : 'none'}.`);
};

const add = async ({ extensions }: Workspace, { target }: ExtensionCommand, io: Io): Promise<number> => {
  const shipped = await read(target);
  const { manifest, revision } = await inspect(shipped, extensions.hosts, await extensions.expressions());
  const all = await extensions.registry.all();
  checkBeside(shipped.name, manifest, all);
  const before = all.find(({ name }) => name === shipped.name);
  await extensions.registry.addRevision(shipped.name, revision, shipped.bundle);
  const isRunning = before?.state === 'on' || before?.state === 'paused';
  const after: Installed = before
    ? isRunning
      ? { ...before, next: before.active?.revision === revision.revision ? null : revision }
      : {
          ...before,
          active: revision,
          next: null,
          previous: before.active?.revision === revision.revision ? before.previous : before.active,
        }
    : { name: shipped.name, state: 'added', active: revision, next: null, previous: null, courses: [], grants: [] };
  await extensions.registry.save(after);
  io.out(
    `${shipped.name} ${revision.version} (revision ${revision.revision})\n${wordsAbout(manifest)
      .map((line) => `  ${line}\n`)
      .join('')}`,
  );
  io.out(
    isRunning
      ? 'It answers as soon as it is computed for everybody; until then the old revision does.\n'
      : `It is off. \`marginalia extension enable ${shipped.name} --courses all\` switches it on.\n`,
  );
  return EXIT.done;
};

const enable = async (
  workspace: Workspace,
  { target, courses, grants, wait }: ExtensionCommand,
  io: Io,
): Promise<number> => {
  const { registry } = workspace.extensions;
  for (const grant of grants)
    if (!GRANT.test(grant)) throw new CommandError(`${grant} is no grant: class, exact, mail, net:HOST.`);
  for (const one of await named(workspace, target)) {
    const wanted = new Set(
      (one.active
        ? [...one.active.manifest.metrics, ...one.active.manifest.handlers, ...one.active.manifest.jobs]
        : []
      ).flatMap((each) => each.grants),
    );
    const missing = [...wanted].filter((grant) => !grants.includes(grant) && !one.grants.includes(grant));
    if (missing.length > 0)
      throw new CommandError(
        `${one.name} needs ${missing.map((grant) => `--grant ${grant}`).join(' ')}. \`marginalia extension status ${one.name}\` says what for.`,
      );
    const where = courses ?? (one.courses.length > 0 ? one.courses : null);
    if (where === null) throw new CommandError('Say where: --courses all, or --courses KEY.');
    const both =
      where === 'all' || one.courses === 'all' || courses === null ? where : [...new Set([...one.courses, ...where])];
    await registry.save({ ...one, state: 'on', courses: both, grants: [...new Set([...one.grants, ...grants])] });
    io.out(`${one.name} is on in ${both === 'all' ? 'all courses' : both.join(', ')}.\n`);
  }
  if (!wait) return EXIT.done;
  const say = (text: string): void => io.err(io.isTerminal ? `\r\u001b[K${text}` : `${text}\n`);
  await workspace.refresh();
  await workspace.extensions.settle(target, say, io.signal);
  if (io.isTerminal) io.err('\n');
  if (io.signal.aborted) return EXIT.stopped;
  let isWhole = true;
  for (const one of await named(workspace, target)) {
    const pause = one.active && workspace.extensions.pauseOf(hostName(one, one.active));
    if (!pause) continue;
    io.err(`${one.name} is paused: ${pause.why}. It is tried again by itself.\n`);
    isWhole = false;
  }
  return isWhole ? EXIT.done : EXIT.rejects;
};

const status = async (workspace: Workspace, { target }: ExtensionCommand, io: Io): Promise<number> => {
  const { extensions } = workspace;
  if (!extensions.isOn) io.out('Extensions are switched off: MARGINALIA_EXTENSIONS=off.\n');
  const all = target === '' ? await extensions.registry.all() : await named(workspace, target);
  if (all.length === 0) io.out('No extension is added.\n');
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
    if (one.state === 'added' || !active) continue;
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
  for (const one of await named(workspace, target)) {
    if (one.next) {
      await workspace.extensions.registry.save({ ...one, next: null });
      io.out(`${one.name}: the new revision is not taken.\n`);
    } else if (one.previous) {
      await workspace.extensions.registry.save({ ...one, active: one.previous, previous: one.active });
      io.out(`${one.name} answers with revision ${one.previous.revision} again.\n`);
    } else throw new CommandError(`${one.name} has no revision before this one.`);
  }
  return EXIT.done;
};

const change = async (
  workspace: Workspace,
  { target }: ExtensionCommand,
  state: State,
  said: string,
  io: Io,
): Promise<number> => {
  for (const one of await named(workspace, target)) {
    await workspace.extensions.registry.save({ ...one, state });
    workspace.extensions.hosts.end(one.name);
    io.out(
      `${one.name} is ${said}. What it computed stays; \`marginalia extension enable ${one.name}\` switches it on again.\n`,
    );
  }
  return EXIT.done;
};

const remove = async (workspace: Workspace, { target, yes }: ExtensionCommand, io: Io): Promise<number> => {
  const found = await named(workspace, target);
  const needing = dependants(found, await workspace.extensions.registry.all());
  if (needing.length > 0) throw new CommandError(`${needing.join(', ')} needs it. Remove that first.`);
  if (!yes)
    throw new CommandError(
      `This deletes what ${found.map(({ name }) => name).join(', ')} computed and stored. Say --yes to do it.`,
    );
  for (const one of found) {
    await workspace.extensions.registry.save({ ...one, state: 'removed', active: null, next: null, previous: null });
    workspace.extensions.hosts.end(one.name);
    await workspace.extensions.alone(() => eraseExtension(workspace.engine, one.name));
    io.out(`${one.name} is removed, with all that it stored.\n`);
  }
  return EXIT.done;
};

/** A page in the form of docs/metrics.md. */
const docs = async (workspace: Workspace, { out }: ExtensionCommand, minLearners: number, io: Io): Promise<number> => {
  const metrics = await answersOf(workspace, minLearners).definitions();
  const all = await workspace.extensions.registry.metrics();
  const text = `# Extensions of this site\n\n${metrics
    .map((one) => {
      const from =
        all.find(({ extension, metric }) => fullId(extension.name, metric.id) === one.id)?.extension.name ?? '';
      return `## ${one.id}\n\n**${one.title}.** ${one.sentence}\n\n| | |\n|---|---|\n| counts | ${one.numerator} |\n${one.denominator === null ? '' : `| of | ${one.denominator} |\n`}| unit | ${one.unit} |\n| shown from | ${one.gate} |\n| made from | ${one.source} |\n| extension | ${from} |\n`;
    })
    .join('\n')}`;
  if (out === null) io.out(text);
  else writeFileSync(out, text);
  return EXIT.done;
};
