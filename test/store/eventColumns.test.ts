import { BLANK_EVENT, EVENT_COLUMNS, EVENT_MEMBERS } from '../../api/facts/eventColumns';
import { packEvents, unpackEvents } from '../../api/facts/packedEvents';
import type { LearnerEvent } from '../../api/facts/types';
import { eventsIn, histories, readHistories } from '../../api/store/queries/events';
import { sqlTime } from '../../api/lib/time';
import { type TestWorkspace, openTestWorkspace } from '../support/engine';

/** An event reads the same by every way there is, whatever its members say. */

const COURSE = 'course-v1:Org+Columns+2026';
let at: TestWorkspace;
beforeAll(async () => {
  at = await openTestWorkspace('embedded');
});
afterAll(() => at.close());

/** No two members of a kind have one value, so that two of them changed over would be seen. */
const valueOf = (member: keyof LearnerEvent, place: number): LearnerEvent[keyof LearnerEvent] => {
  switch (EVENT_COLUMNS[member].kind) {
    case 'text':
      return `${member} ${place}`;
    case 'id':
      return `00000000-0000-4000-8000-0000000000${String(place).padStart(2, '0')}`;
    case 'micros':
      return 1_790_000_000_000_000 + place;
    case 'maybeFlag':
      return member === 'success';
    default:
      return place + 1;
  }
};
const full = Object.fromEntries(
  EVENT_MEMBERS.map((member, place) => [member, valueOf(member, place)]),
) as unknown as LearnerEvent;
const said: LearnerEvent = { ...full, id: '00000000-0000-4000-8000-000000000099' };
const blank: LearnerEvent = {
  ...BLANK_EVENT,
  id: '00000000-0000-4000-8000-000000000098',
  time: said.time + 1,
  block: 'b',
};

const row = (event: LearnerEvent) => ({
  course_key: COURSE,
  learner: 'someone',
  ...Object.fromEntries(EVENT_MEMBERS.map((member) => [EVENT_COLUMNS[member].column, event[member]])),
  time: sqlTime(event.time),
});

it('An event has one value of its own in each member, by both queries', async () => {
  await at.engine.insert(`${at.config.databases.own}.events`, [row(said), row(blank)]);
  const named = await histories.run(at.engine, { course: COURSE, learners: ['someone'] });
  expect(named.map(({ learner, ...event }) => [learner, event])).toEqual([
    ['someone', said],
    ['someone', blank],
  ]);
  const packed = (await readHistories(at.engine, COURSE, ['someone'])).get('someone') ?? '';
  expect(eventsIn(packed).sort((a, b) => a.time - b.time)).toEqual([said, blank]);
});

it('An event is the same after it was remembered', () => {
  expect(unpackEvents('b', packEvents([{ ...said, block: 'b' }, blank]))).toEqual([{ ...said, block: 'b' }, blank]);
});
