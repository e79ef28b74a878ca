/**
 * Damaged lines: whatever comes, each line is taken for what it is, and nothing is thrown. MARGINALIA_FUZZ_LINES says how
 * many lines are tried; the same number tries the same lines.
 */
import { isRejected, readStatement } from '../../../api/pipeline/ingest/statement';
import { parseLine, transformEvent } from '../../../api/pipeline/transform';
import { mutatedLine } from './mutate';
import { Chance } from './random';
import { OPTIONS } from './surroundings';

const LINES = Number(process.env.MARGINALIA_FUZZ_LINES ?? 60_000);
const SEED = 20_240_501;
jest.setTimeout(15 * 60_000);

type Outcome = 'blank' | 'ignored' | 'rejected' | 'statements';

const outcomeOf = (line: string): Outcome => {
  const parsed = parseLine(line);
  if (parsed.kind !== 'event') return reasonable(parsed);
  const made = transformEvent(parsed.event, OPTIONS);
  if (made.kind !== 'statements') return reasonable(made);
  // What a store does not take, numbers beyond 2^64 and years beyond 2255, is rejected by it with a reason of its own.
  const refused = made.statements.map((one) => readStatement(JSON.stringify(one))).find(isRejected);
  if (refused) return reasonable({ kind: 'rejected', ...refused });
  if (made.statements.length === 0) throw new Error('no statements');
  return 'statements';
};

const reasonable = <K extends Outcome>(result: { kind: K; reason?: string }): K => {
  if (result.kind !== 'blank' && !/\S/.test(result.reason ?? '')) throw new Error('no reason');
  return result.kind;
};

it(`Nothing crashes on ${LINES} damaged lines, and every line is accounted for`, () => {
  const chance = new Chance(SEED);
  const counts: Record<Outcome, number> = { blank: 0, ignored: 0, rejected: 0, statements: 0 };
  for (let i = 0; i < LINES; i += 1) {
    const line = mutatedLine(chance);
    try {
      counts[outcomeOf(line)] += 1;
    } catch (error) {
      throw new Error(`line ${i}: ${JSON.stringify(line)}`, { cause: error });
    }
  }
  expect(counts.blank + counts.ignored + counts.rejected + counts.statements).toBe(LINES);
  // The damage is neither nothing nor everything.
  for (const kind of ['blank', 'ignored', 'rejected', 'statements'] as const) {
    expect(counts[kind]).toBeGreaterThan(LINES / 200);
  }
  expect(counts.statements).toBeGreaterThan(LINES / 5);
});

it('The same line gives the same each time, and in both forms', () => {
  const [a, b] = [new Chance(7), new Chance(7)];
  for (let i = 0; i < 3000; i += 1) {
    const [one, other] = [parseLine(mutatedLine(a)), parseLine(mutatedLine(b))];
    expect(other).toEqual(one);
    if (one.kind !== 'event' || other.kind !== 'event') continue;
    expect(transformEvent(other.event, OPTIONS)).toEqual(transformEvent(one.event, OPTIONS));
  }
});
