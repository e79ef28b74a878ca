import type { Engine } from '../store/engine';
import { sqlTime } from '../lib/time';
import { uuidOf } from '../lib/uuid';
import { usageKey } from '../demo/courseTree';
import { STORED_VERSION } from '../metrics/attention/attentionReport';
import { recordFollowUp, recordNote } from '../metrics/class/teamRecords.query';
import { EVERYBODY, learnerPage } from '../metrics/learners/learners.query';

const DAY = 86_400_000_000;

/** What the demo's course team has already said to flags: of which rule, how many, what, and how many days ago at first. */
const SAID = [
  { rule: 'stopped', learners: 16, followUp: 'contacted', days: 2 },
  { rule: 'struggling', learners: 4, followUp: 'contacted', days: 5 },
  { rule: 'not_started', learners: 3, followUp: 'contacted', days: 6 },
  { rule: 'rushing', learners: 3, followUp: 'fine', days: 3 },
  { rule: 'help_without_success', learners: 1, followUp: 'wrong', days: 4 },
] as const;

/** Lets a colleague have put a note on the time axis. @param now microseconds */
export const noteLiveSession = (engine: Engine, course: string, now: number): Promise<void> =>
  recordNote(engine, {
    course,
    id: uuidOf(`note ${course}`),
    day: sqlTime(now - 11 * DAY).slice(0, 10),
    text: 'Live session: tracing loops on paper',
    at: sqlTime(now - 12 * DAY),
    person: '102',
    username: 'mkaya',
  });

/** Lets a colleague of whoever looks have followed up some flags. @param now microseconds */
export const followUpFlags = async (engine: Engine, course: string, now: number): Promise<void> => {
  const flagged = { ...EVERYBODY, course, flagged: 1, day: 0, sort: 'lastActive', down: 1, offset: 0 };
  for (const { rule, learners, followUp, days } of SAID) {
    const rows = await learnerPage.run(engine, { ...flagged, state: rule, limit: learners });
    for (const [index, { learner }] of rows.entries()) {
      await recordFollowUp(engine, {
        course,
        learner,
        rule,
        followUp,
        at: sqlTime(now - (days + index / 10) * DAY),
        person: '102',
        username: 'mkaya',
      });
    }
  }
};

/**
 * What the demo's authors have already said to what is worth a look, how many days ago, and what it rested on then: one
 * was mended and is back, for who came since shows it too; one is meant to be so; one is mended and watched.
 */
const FOUND = [
  { rule: 'key_may_be_wrong', type: 'problem', slug: 'ten-times', part: ' 1', listed: 3, triage: null },
  {
    rule: 'confusing_distractor',
    type: 'problem',
    slug: 'last-number',
    part: ' 1',
    listed: 25,
    triage: {
      status: 'fixed',
      days: 21,
      text: 'The question now says “up to, not including”.',
      learners: 190,
      affected: 90,
    },
  },
  {
    rule: 'help_before_trying',
    type: 'problem',
    slug: 'stop-the-loop',
    part: '',
    listed: 15,
    triage: {
      status: 'intended',
      days: 13,
      text: 'We ask them to compare their answer with ours.',
      learners: 180,
      affected: 40,
    },
  },
  {
    rule: 'video_drop_out',
    type: 'video',
    slug: 'carpet',
    part: '',
    listed: 3,
    triage: { status: 'fixed', days: 0.1, text: 'Cut by two minutes.', learners: 90, affected: 30 },
  },
] as const;

/**
 * Lets a colleague have triaged what is worth a look. To be called before the list is computed: it goes on from what is
 * known of the one before, and judges what is mended by who came since.
 */
export const triageFindings = async (engine: Engine, course: string, now: number): Promise<void> => {
  const found = FOUND.map(({ rule, type, slug, part, listed, triage }) => ({
    key: `${rule} ${usageKey(course, type, slug)}${part}`,
    listedSince: now - listed * DAY,
    triage,
  }));
  await engine.insert(`${engine.databases.own}.course_models`, [
    {
      course_key: course,
      name: 'attention',
      block_id: '',
      computed_at: sqlTime(Date.now() * 1000),
      source_version: 0,
      revision: 0,
      learners: 0,
      model: JSON.stringify({ stored: STORED_VERSION, findings: found }),
    },
  ]);
  await engine.insert(
    `${engine.databases.own}.attention_notes`,
    found.flatMap(({ key, triage }) => {
      if (triage === null) return [];
      const { status, days, text, learners, affected } = triage;
      return [
        {
          course_key: course,
          item: key,
          at: sqlTime(now - days * DAY),
          request_id: 'demo',
          status,
          note: text,
          author: 'mkaya',
          evidence: JSON.stringify({ learners, affected, of: learners, editedAt: null, since: 0 }),
        },
      ];
    }),
  );
};
