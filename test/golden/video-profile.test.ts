import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { countSeconds, distinct } from '../../api/facts/ranges';
import { combine, most, statedSeconds, without } from '../../api/facts/segments';
import type { LearnerEvent, Range, VideoFact } from '../../api/facts/types';
import { videoFact } from '../../api/facts/video';
import { loadStatements } from '../../api/pipeline/ingest/load';
import { coursesWithEvents, histories, learnersWithEvents } from '../../api/store/queries/events';
import { type TestWorkspace, openTestWorkspace } from '../support/engine';
import { nextIn } from '../support/history';
import { describeWithShared } from '../support/shared';
import { NOTHING_REJECTED } from './loading';

/**
 * Real statements of a player that says what was played. A sample: many statements of a viewing are missing, so that
 * pairing what is left loses and invents seconds; what the player states does not.
 */

const X = 'https://w3id.org/xapi/video/extensions';
interface Raw {
  actor: { account: { name: string } };
  object: { id: string };
  context: { extensions: Record<string, string> };
  result?: { extensions?: Record<string, string> };
}

describeWithShared('a player that states what was played', (golden) => {
  let at: TestWorkspace;
  const file = (): string => join(golden, 'video-profile', 'statements.jsonl.gz');
  const byLearner = new Map<string, LearnerEvent[]>();
  const byVideo = new Map<string, LearnerEvent[]>();

  beforeAll(async () => {
    at = await openTestWorkspace('embedded');
    await loadStatements(at.engine, createReadStream(file()), NOTHING_REJECTED);
    for (const { course_key: course } of await coursesWithEvents.run(at.engine, {})) {
      const learners = await learnersWithEvents.run(at.engine, { course, after: '', limit: 100_000 });
      const rows = await histories.run(at.engine, { course, learners: learners.map(({ learner }) => learner) });
      for (const { learner, ...event } of rows) {
        for (const [map, key] of [
          [byLearner, `${course} ${learner}`],
          [byVideo, `${course} ${learner} ${event.block}`],
        ] as const)
          map.set(key, [...(map.get(key) ?? []), event]);
      }
    }
  }, 60_000);
  afterAll(() => at?.close());

  /** What is watched, by course, learner and video; `change` is done to the events first. */
  const factsWith = (change: (event: LearnerEvent) => LearnerEvent): Map<string, VideoFact> =>
    new Map(
      [...byVideo].map(([key, events]) => {
        const times = (byLearner.get(key.split(' ').slice(0, 2).join(' ')) ?? []).map(({ time }) => time);
        return [key, videoFact(events.map(change), { next: nextIn(times.sort((a, b) => a - b)), speed: () => 1 })];
      }),
    );

  /** What the sessions state, by learner and video, from the raw statements: the session's id is not typed. */
  const statedBySession = (): Map<string, Range[]> => {
    const sessions = new Map<string, Range[]>();
    for (const line of gunzipSync(readFileSync(file())).toString().trim().split('\n')) {
      const raw = JSON.parse(line) as Raw;
      const list = statedSeconds(raw.result?.extensions?.[`${X}/played-segments`] ?? '');
      const key = `${raw.actor.account.name} ${raw.object.id} ${raw.context.extensions[`${X}/session-id`]}`;
      sessions.set(key, most(sessions.get(key) ?? [], list));
    }
    const stated = new Map<string, Range[]>();
    for (const [key, list] of sessions) {
      const video = key.split(' ').slice(0, 2).join(' ');
      stated.set(video, [...(stated.get(video) ?? []), ...list]);
    }
    return stated;
  };

  it('The seconds without the session’s id are those that its sessions state', () => {
    const stated = statedBySession();
    let seconds = 0;
    let extra = 0;
    let missing = 0;
    for (const [key, fact] of factsWith((event) => event)) {
      const theirs = stated.get(key.split(' ').slice(1).join(' ')) ?? [];
      if (theirs.length === 0) continue;
      const sure = combine([fact.watched, fact.imputed], ([all = 0, imputed = 0]) => all - imputed);
      seconds += countSeconds(distinct(theirs));
      extra += countSeconds(without(sure, theirs));
      missing += countSeconds(without(theirs, fact.watched));
    }
    expect(seconds).toBeGreaterThan(300_000);
    expect(extra).toBeLessThan(seconds * 0.001);
    // passed over by seeks whose own list counts it
    expect(missing).toBeGreaterThan(0);
    expect(missing).toBeLessThan(seconds * 0.005);
  });

  it('The documentation says how much believing the player changes', () => {
    const sum = (facts: Map<string, VideoFact>, seconds: (fact: VideoFact) => readonly Range[]): number =>
      [...facts.values()].reduce((all, fact) => all + countSeconds(seconds(fact)), 0);
    const text = readFileSync(join(__dirname, '..', '..', 'docs', 'differences-from-aspects.md'), 'utf8');
    const row = (name: string, facts: Map<string, VideoFact>): string =>
      `| ${[
        name,
        ...[
          sum(facts, (fact) => fact.watched),
          sum(facts, (fact) => distinct(fact.watched)),
          sum(facts, (fact) => fact.imputed),
        ].map((n) => n.toLocaleString('en-US')),
      ].join(' | ')} |`;
    expect(text).toContain(
      row(
        'paired statements only',
        factsWith((event) => ({ ...event, segments: '' })),
      ),
    );
    expect(text).toContain(
      row(
        'the player believed',
        factsWith((event) => event),
      ),
    );
  });
});
