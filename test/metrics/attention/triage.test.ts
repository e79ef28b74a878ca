import type { Finding } from '../../../api/metrics/attention/findings';
import { UNCHANGED } from '../../../api/metrics/attention/statistics';
import { type Note, evidenceOf, noteOf, parseNote, stateOf } from '../../../api/metrics/attention/triage';
import type { NoteStatus } from '@marginalia/contract';

/** 40 of 100 learners are concerned, and the block was never changed. */
interface Over extends Partial<Pick<Finding, 'learners' | 'affected' | 'of' | 'needed'>> {
  readonly edit?: { readonly editedAt: number; readonly before: number; readonly since: number };
}
const finding = ({ edit, ...over }: Over = {}): Finding => ({
  key: 'many_attempts p',
  block: 'p',
  reason: 'many_attempts',
  detail: { many: { count: 40, of: 100 } },
  learners: 100,
  affected: 40,
  of: 100,
  version: { ...UNCHANGED, ...edit },
  needed: null,
  also: [],
  evidence: 'strong',
  q: 0.001,
  listedSince: 1,
  ...over,
});
const since = (editedAt: number, learners: number) => ({ editedAt, before: 100, since: learners });
const note = (status: NoteStatus, then: Finding = finding()): Note => ({
  status,
  text: 'a warm-up',
  by: 'author',
  at: 5_000_000,
  evidence: evidenceOf(then),
});

describe('where an item of the list stands', () => {
  it.each<[string, Finding, Note | null, string]>([
    ['nobody said anything', finding(), null, 'new'],
    ['an answer was taken back', finding(), note('open'), 'new'],
    ['somebody looked', finding(), note('seen'), 'seen'],
    ['it is meant so', finding(), note('intended'), 'set_aside'],
    [
      'it is meant so, and many more came with the same share',
      finding({ learners: 1000, affected: 400, of: 1000 }),
      note('intended'),
      'set_aside',
    ],
    // 600 of 1000 is likely 57 to 63 %: above the 40 % of then
    [
      'it is meant so, and is clearly worse',
      finding({ learners: 1000, affected: 600, of: 1000 }),
      note('intended'),
      'back',
    ],
    // 48 of 110 is likely 35 to 53 %: may be no worse
    [
      'it is meant so, and may be worse',
      finding({ learners: 110, affected: 48, of: 110 }),
      note('intended'),
      'set_aside',
    ],
    [
      'it is meant so, and another version was judged',
      finding({ edit: { editedAt: 9, before: 100, since: 30 } }),
      note('intended'),
      'back',
    ],
    ['not now', finding({ learners: 149 }), note('later'), 'set_aside'],
    ['not now, and half as many more came', finding({ learners: 150 }), note('later'), 'back'],
    ['published anew, few since', finding({ edit: since(9, 5), needed: 45 }), null, 'watching'],
    ['published anew, few since, and seen', finding({ edit: since(9, 5), needed: 45 }), note('seen'), 'watching'],
    ['said to be fixed just now: the list is older', finding(), note('fixed'), 'watching'],
    ['fixed, too few since to tell', finding({ edit: since(5_000_000, 30), needed: 45 }), note('fixed'), 'watching'],
    ['fixed, and found again by who came since', finding({ edit: since(5_000_000, 30) }), note('fixed'), 'back'],
    [
      'fixed and then published, few since',
      finding({ edit: since(6_000_000, 19), needed: 45 }),
      note('fixed'),
      'watching',
    ],
    ['fixed and then published, still found', finding({ edit: since(6_000_000, 20) }), note('fixed'), 'back'],
  ])('An item of the list stands where it should: %s', (_, now, said, state) => expect(stateOf(now, said)).toBe(state));
});

it('The list of notes tells what was said, but not who merely looked or what was taken back', () => {
  expect(noteOf(note('later'))).toEqual({
    status: 'later',
    text: 'a warm-up',
    by: 'author',
    at: '1970-01-01T00:00:05Z',
  });
  expect([noteOf(note('seen')), noteOf(note('open')), noteOf(null)]).toEqual([null, null, null]);
});

it('The list of notes reads its own rows, and passes over what is none', () => {
  const row = { status: 'fixed', note: '', author: 'a', at: 1, evidence: JSON.stringify(evidenceOf(finding())) };
  expect(parseNote(row)).toMatchObject({ status: 'fixed', evidence: { learners: 100, editedAt: null } });
  expect(parseNote({ ...row, status: 'whatever' })).toBeNull();
  expect(parseNote({ ...row, evidence: '{' })).toBeNull();
});
