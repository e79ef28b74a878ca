import fc from 'fast-check';
import type { ReportContext } from '../../api/metrics/kit/population';
import { factsOfBlock, withFacts } from '../../api/metrics/kit/selectedFacts';
import { PANELS } from '../../api/metrics/panels';
import { durationOf } from '../../api/metrics/video/video';
import { distinct, lacking, seenTwice } from '../../api/facts/ranges';
import type { Fact, Correctness, PartFact, Range, VideoFact } from '../../api/facts/types';
import { lengthArg, readStatedDuration, videoSumsOf } from '../../api/metrics/video/videoCounts';
import { problemSumsOf, readProblemResponses } from '../../api/metrics/problem/problemCounts';
import { type BlockSummary, storedSummaries, summarize } from '../../api/metrics/outline/summaries';
import { refreshTotals } from '../../api/store/queries/blockTotals';
import { factRow } from '../../api/store/factRows';
import { metricsOf, problemSums } from '../support/plainProblem';
import { metricsOfVideo, videoSums } from '../support/plainVideo';
import { type EngineKind, ENGINES, type TestWorkspace, openTestWorkspace } from '../support/engine';

/**
 * What the database sums up is what is plainly counted of the same facts, whatever these are, and whether they are stored
 * ones or those of a window.
 */

const BLOCK = 'the block';
/** The way to a server is the same question asked over HTTP. */
const RUNS: Record<EngineKind, number> = { embedded: 60, http: 15, server: 60 };

const nothing = {
  block: BLOCK,
  enrolled: true,
  mode: 'audit',
  reached: 4,
  completed: false,
  tried: 0,
  firstRight: 0,
  everRight: 0,
  attempts: 0,
  firstTryAt: null,
  firstAttemptAfter: null,
  restRight: 0,
  restTried: 0,
  parts: [],
  hints: 0,
  answersShown: 0,
  video: null,
};

const correctness = fc.constantFrom<Correctness>(1, 0, -1);
const bit = fc.constantFrom(0, 1);
/** From 1900 to 2250, in whole seconds and with fractions. */
const micros = fc
  .integer({ min: -2_208_988_800, max: 8_800_000_000 })
  .chain((seconds) => fc.constantFrom(0, 250_001).map((fraction) => seconds * 1_000_000 + fraction));
const text = fc.constantFrom('', 'a', 'b', "it's", 'ä\n"', '["a", "b"]', '1.50');

const part = (name: string): fc.Arbitrary<PartFact> =>
  fc.record({
    part: fc.constant(name),
    type: fc.constantFrom('', 'choice', 'numeric'),
    question: fc.constantFrom('', 'Which?', 'Which one?'),
    firstResponse: text,
    firstRight: correctness,
    lastResponse: text,
    lastRight: correctness,
    everRight: correctness,
  });

const common = { registered: fc.boolean(), lastAt: micros, firstAt: micros };

const problemFact = fc
  .record({
    ...common,
    tried: bit,
    right: fc.constantFrom([0, 0], [0, 1], [1, 1]),
    attempts: fc.integer({ min: 1, max: 5 }),
    at: fc.option(micros),
    rest: fc.constantFrom([0, 0], [3, 4], [0, 5], [2, 5], [1, 7], [5, 7], [6, 6], [20, 30]),
    parts: fc.oneof(fc.tuple(part('1')), fc.tuple(part('2_1'), part('10_1')), fc.constant([])),
    hints: fc.constantFrom(0, 0, 1, 3),
    answersShown: fc.constantFrom(0, 0, 2),
  })
  .map(({ tried, right, attempts, at, rest, parts, ...more }): Fact => ({
    ...nothing,
    ...more,
    ...(tried ? { tried, firstRight: right[0]!, everRight: right[1]!, attempts, firstTryAt: at, parts } : {}),
    restRight: rest[0]!,
    restTried: rest[1]!,
  }));

/** Ends of videos, of bins and of what is looked at lie close by; some ranges lie beyond the end. */
const range = fc
  .tuple(fc.integer({ min: 0, max: 130 }), fc.integer({ min: 1, max: 70 }))
  .map(([from, length]): Range => [from, from + length]);
const ranges = fc.array(range, { maxLength: 5 });

const video: fc.Arbitrary<VideoFact> = fc
  .record({
    plays: fc.constantFrom(0, 1, 3),
    watched: fc.oneof(
      ranges,
      ranges.map((some) => [[0, 12] as const, ...some]),
    ),
    passed: ranges,
    imputed: ranges,
    lengths: fc.constantFrom<VideoFact['lengths'][]>(
      [],
      [[100.6, 2]],
      [[61, 1]],
      [[180.6, 5]],
      [
        [100.6, 1],
        [61, 3],
      ],
    ),
    rewinds: fc.constantFrom(0, 0, 2),
    landings: fc.array(fc.integer({ min: 0, max: 130 }), { maxLength: 4 }),
    faster: fc.boolean(),
    slower: fc.boolean(),
    captions: fc.boolean(),
  })
  .map(({ passed, ...more }) => {
    const seen = distinct(more.watched);
    return {
      ...more,
      seen,
      twice: seenTwice(more.watched),
      skipped: lacking(distinct(passed), seen),
      imputedPlays: more.imputed.length,
    };
  });

const videoFact = fc.record({ ...common, video: fc.option(video) }).map((more): Fact => ({ ...nothing, ...more }));

/** The same without an order, and without zeros. */
const plain = (value: unknown): unknown => {
  if (!Array.isArray(value)) return value;
  return value
    .filter((one) => !(Array.isArray(one) && one[1] === 0))
    .map((one) => JSON.stringify(one))
    .sort();
};
const unordered = (sums: object): object =>
  Object.fromEntries(Object.entries(sums).map(([name, value]) => [name, plain(value)]));
/** Answers are objects whose fields come in any order. */
const sorted = <T extends object>(rows: readonly T[]): object[] =>
  rows.map((row) => Object.fromEntries(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1))));

describe.each(ENGINES)('sums on the %s engine', (kind) => {
  let at: TestWorkspace;
  let number = 0;
  beforeAll(async () => {
    at = await openTestWorkspace(kind);
  });
  afterAll(() => at.close());

  /** Stores the facts as those of a course of their own. */
  const store = async (facts: readonly Fact[], registeredOnly: boolean): Promise<ReportContext> => {
    number += 1;
    const courseKey = `course-v1:Sums+${number}+1`;
    await at.engine.insert(
      `${at.engine.databases.own}.facts`,
      facts.map((fact, index) => factRow(courseKey, `learner ${index}`, 1, fact)),
    );
    return { courseKey, registeredOnly, minLearners: 1, window: { from: null, to: null } };
  };

  /** Rows of some metrics, in any order. */
  const rowsOf = (rows: ReadonlyMap<string, unknown>, ids: Iterable<string>): Record<string, object> =>
    Object.fromEntries([...ids].map((id) => [id, unordered(rows.get(id) as object)]));

  it.each(['stored', 'selected'])(
    'The sums of a problem are those of its %s facts',
    async (which) => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(problemFact, { maxLength: 25 }),
          fc.boolean(),
          fc.array(micros, { maxLength: 3 }),
          async (facts, registeredOnly, times) => {
            const context = await store(which === 'stored' ? facts : [], registeredOnly);
            // an edit at the very moment of a first try comes before it
            const edits = [...times, ...facts.slice(0, 1).map((fact) => fact.firstAt)].sort((a, b) => a - b);
            await withFacts(at.engine, BLOCK, which === 'stored' ? null : facts, context, async (of) => {
              const metrics = await PANELS.problem.read(at.engine, of, { edits });
              const responses = await readProblemResponses(at.engine, of);
              const sums = [problemSumsOf(metrics.sums, responses), problemSums(facts, context)];
              const [found, wanted] = sums.map((one) =>
                unordered({
                  ...one,
                  questions: sorted(one.questions),
                  responses: sorted(one.responses),
                  pairs: sorted(one.pairs),
                }),
              );
              expect(found).toEqual(wanted);
              const plain = metricsOf(facts, context, edits);
              expect(metrics.everybody).toBe(plain.everybody);
              expect(rowsOf(metrics.rows, plain.rows.keys())).toEqual(rowsOf(plain.rows, plain.rows.keys()));
            });
          },
        ),
        { numRuns: RUNS[kind] },
      );
    },
    120_000,
  );

  it.each(['stored', 'selected'])(
    'The sums of a video are those of its %s facts, its length known or not',
    async (which) => {
      await fc.assert(
        fc.asyncProperty(fc.array(videoFact, { maxLength: 25 }), fc.boolean(), async (facts, registeredOnly) => {
          const context = await store(which === 'stored' ? facts : [], registeredOnly);
          await withFacts(at.engine, BLOCK, which === 'stored' ? null : facts, context, async (of) => {
            const duration = await readStatedDuration(at.engine, of);
            expect(duration).toBe(durationOf(facts));
            const seconds = duration === null ? Infinity : Math.floor(duration);
            const metrics = await PANELS.video.read(at.engine, of, lengthArg(seconds));
            const { views, people, skipped, rewatch, ...found } = videoSumsOf(metrics.sums, seconds);
            const wanted = videoSums(facts, seconds, context);
            expect({ views, people, skipped, rewatch }).toEqual({
              views: wanted.views,
              people: wanted.people,
              skipped: wanted.skipped,
              rewatch: wanted.rewatch,
            });
            expect(unordered(found)).toEqual(
              unordered(
                Object.fromEntries(Object.keys(found).map((name) => [name, wanted[name as keyof typeof wanted]])),
              ),
            );
            const plain = metricsOfVideo(facts, seconds, context);
            expect(metrics.everybody).toBe(plain.everybody);
            expect(rowsOf(metrics.rows, plain.rows.keys())).toEqual(rowsOf(plain.rows, plain.rows.keys()));
          });
        }),
        { numRuns: RUNS[kind] },
      );
    },
    120_000,
  );

  it('The sums of an outline are in a window those of the same facts stored, whatever the facts', async () => {
    const blocks = ['a problem', 'a video', 'a unit', 'ä\'s \\ "block"'];
    const fact = fc
      .tuple(fc.oneof(problemFact, videoFact), fc.constantFrom(...blocks), fc.constantFrom(0, 1, 2, 4, 6))
      .map(([some, block, reached]): Fact => ({ ...some, block, reached }));
    await fc.assert(
      fc.asyncProperty(fc.array(fact, { maxLength: 40 }), fc.boolean(), async (some, registeredOnly) => {
        // everybody counts only where nobody ever registered
        const facts = registeredOnly ? some : some.map((one) => ({ ...one, registered: false }));
        const context = await store(facts, registeredOnly);
        await refreshTotals(at.engine, context.courseKey, blocks, 1);
        const stored = await storedSummaries(at.engine, context);
        // whose facts do not count is no row of the stored ones
        const summed = summarize(facts, context).filter(({ asOf }) => asOf !== null);
        const byBlock = (all: readonly BlockSummary[]) => new Map(all.map((one) => [one.block, one]));
        expect(byBlock(summed)).toEqual(byBlock(stored));
      }),
      { numRuns: RUNS[kind] },
    );
  }, 120_000);

  it('The sums of a selection are refused where some of its facts are missing', async () => {
    const context = await store([], false);
    const of = { ...factsOfBlock(BLOCK, context), selected: { selection: 'nobody put any there', rows: 3 } };
    await expect(PANELS.problem.read(at.engine, of, { edits: [] })).rejects.toMatchObject({ code: '395' });
  });

  it('The sums of a selection leave nothing behind, also where the question fails', async () => {
    const context = await store([], false);
    const facts = fc.sample(problemFact, 3);
    const left = async (): Promise<unknown> =>
      (await at.engine.rows(`SELECT count() AS n FROM ${at.engine.databases.own}.selected_facts`))[0]?.n;
    const inside: unknown[] = [];
    const asking = withFacts(at.engine, BLOCK, facts, context, async () => {
      inside.push(await left());
      throw new Error('the question failed');
    });
    await expect(asking).rejects.toThrow('the question failed');
    expect([...inside, await left()]).toEqual(['3', '0']);
  });
});
