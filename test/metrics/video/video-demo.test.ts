import { Readable } from 'node:stream';
import { operatorScope } from '../../../api/auth/scope';
import { loadStatements } from '../../../api/pipeline/ingest/load';
import { PATTERNS } from '../../../api/demo/patterns';
import { ALL_TIME, Reports } from '../../../api/metrics/reports';
import type { Video } from '@marginalia/contract';
import { CURRENT, blockNamed, inCourse, verbOf } from '../../demo/reading';
import { type TestWorkspace, openTestWorkspace } from '../../support/engine';
import { lines } from '../../support/statements';

/** What the demo's learners were made to do shows in the answers. */
describe('the demo’s videos', () => {
  let at: TestWorkspace;
  let video: (name: string) => Promise<Video>;
  beforeAll(async () => {
    at = await openTestWorkspace('embedded');
    const named = ['for, step by step', 'Conditions, from the beginning', 'Weaving a carpet', 'Loops in the laundry'];
    const blocks = named.map((name) => blockNamed(name));
    const statements = inCourse(CURRENT).filter(
      (one) => verbOf(one) === 'registered' || blocks.some((block) => one.object.id.endsWith(block)),
    );
    await loadStatements(at.engine, Readable.from([Buffer.from(lines(statements))]), {
      onReject: ({ reason }) => {
        throw new Error(reason);
      },
      onProgress: () => undefined,
      signal: new AbortController().signal,
    });
    await at.workspace.refresh();
    const reports = new Reports(at.engine, 10);
    video = (name) => reports.video(operatorScope(CURRENT), blockNamed(name), ALL_TIME);
  }, 120_000);
  afterAll(() => at?.close());

  it('The passage that many watch again is told', async () => {
    const { rewatched, rewinds } = await video('for, step by step');
    expect(rewatched).toHaveLength(1);
    const [{ from, to, learners, of }] = rewatched as [Video['rewatched'][number]];
    expect(Math.abs(from - PATTERNS.rewatched.from)).toBeLessThan(5);
    expect(Math.abs(to - PATTERNS.rewatched.to)).toBeLessThan(5);
    expect(Number(learners) / of).toBeGreaterThan(0.4);
    expect(Math.abs((rewinds.landings[0]?.second ?? 0) - PATTERNS.rewatched.from)).toBeLessThanOrEqual(10);
  });

  it('The passage that many jump over is skipped, and is no place where they leave', async () => {
    const { skipped, dropOff } = await video('Conditions, from the beginning');
    expect(skipped).toHaveLength(1);
    expect(Math.abs((skipped[0]?.from ?? 0) - PATTERNS.dull.from)).toBeLessThan(10);
    expect(Math.abs((skipped[0]?.to ?? 0) - PATTERNS.dull.to)).toBeLessThan(10);
    expect(dropOff).toEqual([]);
  });

  it('The second at which many leave is told', async () => {
    const { dropOff, skipped, rewatched } = await video('Weaving a carpet');
    expect(dropOff.map(({ second }) => second)).toEqual([PATTERNS.leaving.at]);
    expect([...skipped, ...rewatched]).toEqual([]);
  });

  it('Nothing is told of a video without a pattern', async () => {
    const { dropOff, skipped, rewatched, rewinds } = await video('Loops in the laundry');
    expect([...dropOff, ...skipped, ...rewatched, ...rewinds.landings]).toEqual([]);
  });
});
