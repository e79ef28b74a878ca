import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventsIn, readHistories } from '../../store/queries/events';
import { learnersWithEvents, coursesWithEvents } from '../../store/queries/events';
import { hostName } from '../../extension/computation';
import { columnsOf, courseText, inOrder, seen, typesOf } from '../../extension/histories';
import { HostError, LIMITS } from '../../extension/host/hostProcess';
import { checkBeside, inspect } from '../../extension/install';
import { type MetricManifest, variantsOf } from '../../extension/manifest';
import { entryOf, locate } from '../../extension/package/bundle';
import { read } from '../../extension/package/ship';
import type { Installed, Revision } from '../../extension/registry';
import { eraseExtension } from '../../store/erase';
import { readStructure } from '../../store/structure';
import type { Workspace } from '../../worker/workspace';
import { CommandError, EXIT, type Io } from '../io';
import { load } from '../load';
import type { ExtensionCommand } from './command';
import { modelLaws } from './modelLaws';
import { SHOWN, largestOf, numbersOf } from './numbers';
import { typeProblems } from './types';

/** Learners whose histories the laws are tried on: enough for every kind of learner of the made-up class. */
const LEARNERS = 60;
const GRADE = 9;
/** More learners than the made-up class has. */
const MANY = 1_000_000;

/** Adds it to a database of its own and computes everything. */
const install = async (workspace: Workspace, target: string): Promise<Installed> => {
  const { extensions } = workspace;
  const shipped = await read(target);
  const { manifest, revision } = await inspect(shipped, extensions.hosts, await extensions.expressions());
  for (const old of await extensions.registry.all()) {
    await eraseExtension(workspace.engine, old.name);
  }
  const grants = [
    ...new Set([...manifest.metrics, ...manifest.handlers, ...manifest.jobs].flatMap((one) => one.grants)),
  ];
  const installed: Installed = {
    name: shipped.name,
    state: 'on',
    active: revision,
    next: null,
    previous: null,
    courses: 'all',
    grants,
    outline: '',
  };
  await extensions.registry.addRevision(shipped.name, revision, shipped.bundle);
  await extensions.registry.save(installed);
  return installed;
};

/** `extension test`: definition, words, the author's own tests, the laws, and the numbers of the made-up class. */
export const checkOnClass = async (workspace: Workspace, command: ExtensionCommand, io: Io): Promise<number> => {
  const path = locate(command.target);
  const folder = statSync(path).isDirectory() ? path : join(path, '..');
  const problems: string[] = [];
  const say = (isGood: boolean, text: string): void => {
    io.out(`${isGood ? 'ok    ' : 'FAILED'} ${text}\n`);
    if (!isGood) problems.push(text);
  };
  sayTypes(path, folder, say, io);
  const installed = await install(workspace, path);
  const { name, active } = installed;
  if (!active) throw new CommandError('It defines nothing.');
  say(
    true,
    `${name}: ${Object.entries(active.manifest)
      .flatMap(([what, list]) => (list.length > 0 ? [`${list.length} ${what}`] : []))
      .join(', ')}`,
  );
  for (const { id, sentence } of active.manifest.metrics) {
    const grade = gradeOf(sentence);
    say(
      grade <= GRADE + 3,
      `${id}: the sentence reads at grade ${grade.toFixed(0)}${grade > GRADE ? `; ${GRADE} or less is better: use shorter words and sentences` : ''}`,
    );
  }
  await ownTests(workspace, installed, say);
  await laws(workspace, installed, say);
  await workspace.extensions.settle(name);
  await wholeClass(workspace, installed, active, say);
  await modelLaws(workspace, installed, say);
  const numbers = await numbersOf(workspace, installed, workspace.config.minLearners);
  for (const text of largestOf(numbers)) io.out(`       ${text}\n`);
  const failed = await tellJobs(workspace, installed, io);
  if (failed !== null) say(false, failed);
  const { pause } = workspace.extensions.hosts.breaker(hostName(installed, active));
  if (pause) say(false, `it was paused: ${pause.why}`);
  const golden = join(folder, 'golden.json');
  const text = `${JSON.stringify(numbers, null, 2)}\n`;
  if (command.accept) {
    writeFileSync(golden, text);
    say(true, `${golden} is written`);
  } else if (existsSync(golden))
    say(readFileSync(golden, 'utf8') === text, 'the numbers of the class are those of golden.json');
  else if (numbers.length > 0) io.out('       no golden.json yet: --accept keeps these numbers\n');
  return problems.length === 0 ? EXIT.done : EXIT.rejects;
};

/** What is wrong with the sources; what was packed has none. */
const sayTypes = (path: string, folder: string, say: (isGood: boolean, text: string) => void, io: Io): void => {
  if (/\.(tgz|[cm]?js)$/.test(path)) return;
  const found = typeProblems(folder, path === folder ? entryOf(folder) : path);
  if (found === null)
    return io.out('       types are not checked: `npm install typescript` beside it has them checked\n');
  if (found.length === 0) return say(true, 'the types are right');
  for (const line of found) say(false, line);
};

/** What the jobs would send and write: nothing is. @returns what went wrong; null: nothing */
const tellJobs = async ({ extensions }: Workspace, installed: Installed, io: Io): Promise<string | null> => {
  const { active } = installed;
  if (!active) return null;
  try {
    for (const { job, course, effect } of await extensions.jobs.tryOut(installed, active))
      io.out(`${JSON.stringify({ job, course, effect })}\n`);
    return null;
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    return error.message;
  }
};

/** Flesch and Kincaid's grade of English text: 0.39 words a sentence + 11.8 syllables a word - 15.59. */
const gradeOf = (text: string): number => {
  const sentences = Math.max(1, text.split(/[.!?:;]+\s/).length);
  const words = text.match(/[A-Za-z']+/g) ?? ['a'];
  const syllables = words.reduce(
    (sum, word) =>
      sum +
      Math.max(
        1,
        (
          word
            .toLowerCase()
            .replace(/e\b/, '')
            .match(/[aeiouy]+/g) ?? []
        ).length,
      ),
    0,
  );
  return Math.max(1, 0.39 * (words.length / sentences) + 11.8 * (syllables / words.length) - 15.59);
};

const ownTests = async (
  { extensions }: Workspace,
  installed: Installed,
  say: (isGood: boolean, text: string) => void,
): Promise<void> => {
  const { active, name } = installed;
  for (const metric of active?.manifest.metrics ?? []) {
    if (metric.tier !== 'each' || !active) continue;
    const result = await extensions.hosts.use(
      hostName(installed, active),
      () => extensions.registry.bundle(name, active.revision),
      courseText('course-v1:A+B+C', null),
      (host) => host.call('tests', JSON.stringify({ id: metric.id }), LIMITS.learner),
    );
    for (const { found, expect } of JSON.parse(result) as { found: unknown; expect: unknown }[])
      say(JSON.stringify(found) === JSON.stringify(expect), `${metric.id}: its own test: ${JSON.stringify(found)}`);
  }
};

/** The same events give the same numbers: in another order, twice, and whoever came before. */
const laws = async (
  workspace: Workspace,
  installed: Installed,
  say: (isGood: boolean, text: string) => void,
): Promise<void> => {
  const { extensions, engine } = workspace;
  const { active } = installed;
  const [first] = await coursesWithEvents.run(engine, {});
  if (!active || !first) return;
  const course = first.course_key;
  const structure = await readStructure(engine, course);
  const typeOf = typesOf(structure);
  const learners = (await learnersWithEvents.run(engine, { course, after: '', limit: LEARNERS })).map(
    (row) => row.learner,
  );
  const histories = [...(await readHistories(engine, course, learners)).values()].map((packed) =>
    eventsIn(packed).map(seen),
  );
  const metrics = active.manifest.metrics.filter(({ tier }) => tier === 'each');
  const handlers = active.manifest.handlers.filter(({ tier }) => tier === 'derive');
  const asked = [
    ...metrics.flatMap((metric: MetricManifest) =>
      variantsOf(metric).map((params) => ({ kind: 'metric', id: metric.id, params })),
    ),
    ...handlers.map(({ id }) => ({ kind: 'handler', id, params: {} })),
  ];
  if (asked.length === 0) return;
  const ask = async (all: typeof histories): Promise<string[]> => {
    const texts = all.map((events) => JSON.stringify({ track: '', asked, events: columnsOf(inOrder(events), typeOf) }));
    const outcomes = await extensions.hosts.each(
      hostName(installed, active),
      () => extensions.registry.bundle(installed.name, active.revision),
      courseText(course, structure),
      'history',
      texts,
    );
    return outcomes.map((outcome) => JSON.stringify(outcome));
  };
  const plain = await ask(histories);
  const failed = plain.filter((text) => text.startsWith('{"error"'));
  say(
    failed.length === 0,
    `${learners.length - failed.length} of ${learners.length} learners computed${failed.length > 0 ? `: ${failed[0] ?? ''}` : ''}`,
  );
  const same = (other: readonly string[]): boolean => JSON.stringify(other) === JSON.stringify(plain);
  say(
    same(await ask(histories.map((events) => [...events].reverse()))),
    'law: events in another order, the same numbers',
  );
  say(same(await ask(histories.map((events) => [...events, ...events]))), 'law: events twice, the same numbers');
  say(same((await ask([...histories].reverse())).reverse()), 'law: learners in another order, the same numbers');
};

/** Checks that every learner could be computed, the busiest too, and that a class that is too small is hidden. */
const wholeClass = async (
  workspace: Workspace,
  installed: Installed,
  revision: Revision,
  say: (isGood: boolean, text: string) => void,
): Promise<void> => {
  for (const { course, done, of, skipped } of await workspace.extensions.progress(installed, revision)) {
    const why = skipped > 0 ? ', because it failed over the others' : '';
    say(done === of && skipped === 0, `${done - skipped} of all ${of} learners computed in ${course}${why}`);
  }
  const told = (await numbersOf(workspace, installed, MANY, SHOWN)).filter(({ said }) => /\d/.test(said));
  say(
    told.length === 0,
    `law: nothing is told of fewer learners than the threshold${told[0] ? `: ${told[0].said}` : ''}`,
  );
};

/** `extension run`: over files, without a service and without a database of a site. */
export const runOverFiles = async (
  workspace: Workspace,
  { target, events, structure }: ExtensionCommand,
  io: Io,
): Promise<number> => {
  if (events.length === 0) throw new CommandError('Say which events: --events FILE.');
  const quiet: Io = { ...io, out: () => undefined };
  const common = { name: 'load', rejects: null } as const;
  if (structure !== null) await load(workspace, { ...common, what: 'course', files: [structure] }, quiet);
  await load(workspace, { ...common, what: 'xapi', files: [...events] }, quiet);
  await workspace.refresh();
  const installed = await install(workspace, locate(target));
  checkBeside(
    installed.name,
    installed.active?.manifest ?? { metrics: [], views: [], handlers: [], jobs: [], properties: [], sources: [] },
    [],
  );
  await workspace.extensions.settle(installed.name);
  for (const one of await numbersOf(workspace, installed, workspace.config.minLearners))
    io.out(`${JSON.stringify({ ...one, said: JSON.parse(one.said) as unknown })}\n`);
  const failed = await tellJobs(workspace, installed, io);
  if (failed !== null) throw new CommandError(failed);
  return EXIT.done;
};
