import { generateDemo } from '../../api/demo/course';
import { EXPERIMENT } from '../../api/demo/content/experiment';
import { usageKey } from '../../api/demo/courseTree';
import type { Statement } from '../../api/pipeline/transform/statement';

/** The experiment in the demo as it is today, found again in its statements. */
const NOW = Date.UTC(2026, 10, 27, 14) * 1000;
/** Problems that follow it in its section. */
const FOLLOWING = ['fence', 'stop-the-loop'];

const demo = generateDemo({ now: NOW });
const statements = [...demo.statements];
const isAbout = (statement: Statement, type: string, slug: string): boolean =>
  statement.object.id.endsWith(`/xblock/${usageKey(demo.course, type, slug)}`);
const readers = EXPERIMENT.arms.map(
  ({ reading }) =>
    new Set(statements.filter((one) => isAbout(one, reading.type, reading.slug)).map((one) => one.actor.account.name)),
);

/** Of some learners' first attempts at the problems that follow, the share that is correct. */
const firstAttempts = (who: ReadonlySet<string>): number => {
  const first = new Map<string, Statement>();
  for (const one of statements) {
    if (one.verb.id !== 'https://w3id.org/xapi/acrossx/verbs/evaluated' || !who.has(one.actor.account.name)) continue;
    if (!FOLLOWING.some((slug) => isAbout(one, 'problem', slug))) continue;
    const key = `${one.actor.account.name} ${one.object.id}`;
    const known = first.get(key);
    if (!known || one.timestamp < known.timestamp) first.set(key, one);
  }
  const all = [...first.values()];
  expect(all.length).toBeGreaterThan(60);
  return all.filter(({ result }) => result?.['success'] === true).length / all.length;
};

describe('the experiment of the demo', () => {
  it('The experiment of the demo gives each learner one of two groups, of about half the learners', () => {
    const [words, table] = readers as [Set<string>, Set<string>];
    expect([...words].filter((actor) => table.has(actor))).toEqual([]);
    for (const group of [words, table]) expect(group.size).toBeGreaterThan(80);
    expect(words.size / table.size).toBeGreaterThan(0.7);
    expect(words.size / table.size).toBeLessThan(1.4);
  });

  it('The experiment of the demo has one group do better in what follows', () => {
    const [words, table] = readers as [Set<string>, Set<string>];
    expect(firstAttempts(table) - firstAttempts(words)).toBeGreaterThan(0.1);
  });

  it('The experiment of the demo is in the run that goes on, and in no other', () => {
    const courses = new Set(
      demo.courseBlocks.filter(({ location }) => location.includes('type@split_test')).map((row) => row.course_key),
    );
    expect([...courses]).toEqual([demo.course]);
    expect(generateDemo().courseBlocks.some(({ location }) => location.includes('type@split_test'))).toBe(false);
  });

  it('The page of the demo leads to the experiment by the id that it has', () => {
    expect(usageKey(demo.course, 'split_test', EXPERIMENT.slug)).toMatch(
      /\+type@split_test\+block@b87502f9334f7c376b90cd7ecc8c192c$/,
    );
  });
});
