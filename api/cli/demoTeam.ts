import type { Engine } from '../store/engine';
import { sqlTime } from '../lib/time';
import { recordFollowUp } from '../metrics/class/teamRecords.query';
import { learnerPage } from '../metrics/learners/learners.query';

const DAY = 86_400_000_000;

/** What the demo's course team has already said to flags: of which rule, how many, what, and how many days ago at first. */
const SAID = [
  { rule: 'stopped', learners: 16, answer: 'contacted', days: 2 },
  { rule: 'struggling', learners: 4, answer: 'contacted', days: 5 },
  { rule: 'not_started', learners: 3, answer: 'contacted', days: 6 },
  { rule: 'rushing', learners: 3, answer: 'fine', days: 3 },
  { rule: 'help_without_success', learners: 1, answer: 'wrong', days: 4 },
] as const;

/** Lets a colleague of whoever looks have answered some flags. @param now microseconds */
export const followUpFlags = async (engine: Engine, course: string, now: number): Promise<void> => {
  const everybody = {
    course,
    at: '1970-01-01 00:00:00',
    registered_only: 1,
    enrolled: 1,
    rule: '',
    flagged: 1,
    section: '',
    track: '',
    since: '',
    search: '',
    units: 1,
    sort: 'lastActive',
    down: 1,
    offset: 0,
  };
  for (const { rule, learners, answer, days } of SAID) {
    const rows = await learnerPage.run(engine, { ...everybody, state: rule, limit: learners });
    for (const [index, { learner }] of rows.entries()) {
      await recordFollowUp(engine, {
        course,
        learner,
        rule,
        answer,
        at: sqlTime(now - (days + index / 10) * DAY),
        person: '102',
        username: 'mkaya',
      });
    }
  }
};
