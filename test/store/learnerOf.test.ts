import fc from 'fast-check';
import { learnerOf } from '../../api/store/learnerOf';
import { ownersOf } from '../../api/store/queries/statements';
import { type TestWorkspace, openTestWorkspace } from '../support/engine';
import { COURSE, register } from '../support/statements';

let at: TestWorkspace;
beforeAll(async () => {
  at = await openTestWorkspace('embedded');
});
afterAll(() => at.close());

/** A statement of the course with this actor. */
const statement = (actor: unknown): string => JSON.stringify({ ...register({ id: 1, who: 'x', seconds: 0 }), actor });

it.each([
  [{ account: { name: 'ana' }, mbox: 'mailto:b@x' }, 'ana'],
  [{ account: { name: '' }, mbox: 'mailto:b@x', openid: 'o' }, 'mailto:b@x'],
  [{ mbox_sha1sum: 'abc', openid: 'o' }, 'abc'],
  [{ openid: 'o' }, 'o'],
  [{ name: 'only a name' }, ''],
  [null, ''],
])('The actor %j is %j', (actor, learner) => expect(learnerOf(statement(actor))).toBe(learner));

it('The engine and the code find the same learner in every statement', async () => {
  const value = fc.constantFrom<unknown>('ana', 'Zoë "Z"', '', undefined, null, 7, true, ['x'], { name: 'y' });
  // of a list in the place of an account the engine takes the first member for the name
  const account = fc.oneof(
    fc.record({ name: value, homePage: value }),
    value.filter((one) => !Array.isArray(one)),
  );
  const actor = fc.record({ account, mbox: value, mbox_sha1sum: value, openid: value });
  await fc.assert(
    fc.asyncProperty(fc.array(actor, { minLength: 1, maxLength: 40 }), async (actors) => {
      const events = actors.map(statement);
      const rows = await ownersOf.run(at.engine, { events });
      const found = new Map(rows.map(({ place, learner }) => [place, learner]));
      expect(events.map((_, index) => found.get(index + 1) ?? '')).toEqual(events.map(learnerOf));
      for (const row of rows) expect(row.course_key).toBe(COURSE);
    }),
    { numRuns: 25 },
  );
});
