import fc from 'fast-check';
import { type Statement, evaluate, progress, register, usageKey, watching } from './statements';

const LEARNERS = ['ada', 'ben', 'cleo', 'dan'];

/** Something that one of four learners did, under an id of its own: enrolment, a try, a video, completion. */
export const anyStatement = (id: number): fc.Arbitrary<Statement> => {
  const who = fc.constantFrom(...LEARNERS);
  const seconds = fc.integer({ min: 0, max: 240 });
  const common = fc.record({ id: fc.constant(id), who, seconds });
  const position = fc.integer({ min: 0, max: 60 });
  return fc.oneof(
    {
      weight: 1,
      arbitrary: common.chain((c) =>
        fc.constantFrom('registered' as const, 'unregistered' as const).map((verb) => register(c, verb)),
      ),
    },
    {
      weight: 4,
      arbitrary: fc
        .tuple(
          common,
          fc.integer({ min: 1, max: 3 }),
          fc.boolean(),
          fc.constantFrom('a', 'b', ' A'),
          fc.constantFrom('p1', 'p2'),
        )
        .map(([c, attempt, success, response, block]) =>
          evaluate({ ...c, attempt, success, response }, usageKey('problem', block)),
        ),
    },
    {
      weight: 5,
      arbitrary: fc
        .tuple(
          common,
          fc.constantFrom('played', 'paused', 'seeked', 'terminated', 'initialized', 'completed'),
          position,
          position,
          fc.option(fc.constantFrom('0[.]12.5', '0[.]12.5[,]20[.]33', '5[.]40[,]5[.]9', ''), {
            nil: undefined,
            freq: 3,
          }),
        )
        .map(([c, verb, from, to, segments]) =>
          watching({ ...c, verb, position: from, to, ...(segments === undefined ? {} : { segments }) }),
        ),
    },
    { weight: 1, arbitrary: common.map((c) => progress({ ...c, percent: 100 }, usageKey('html', 'h1'))) },
  );
};
