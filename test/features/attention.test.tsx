import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { WITHHELD, none } from '@marginalia/contract';
import type { Attention, AttentionItem } from '@marginalia/contract';
import { CoursePanel } from '../../src/features/outline/late';
import { attentionSentence, pathOf, reasonKey } from '../../src/features/outline/attention/model';
import {
  COURSE,
  PROBLEM,
  UNIT,
  VIDEO,
  attention,
  found,
  outline,
  rate,
  wrongKey,
} from '../../src/harness/fixtures/answers';
import { failure, fakeHost } from '../support-web/host';
import { expectAccessible, renderIn } from '../support-web/render';

const onSelect = jest.fn();
const show = (answer: Attention | object, tag = 'en') =>
  renderIn(
    fakeHost({ '/outline': outline(), '/attention': answer }, tag),
    <CoursePanel courseId={COURSE} onSelect={onSelect} />,
  );
const text = (element: Element | null | undefined): string =>
  (element?.textContent ?? '').replace(/[\u2060\u2066\u2069]/g, '');
const section = async (name = 'What needs work'): Promise<HTMLElement> =>
  (await screen.findByRole('heading', { name })).closest('section') as HTMLElement;

const distractor: AttentionItem = {
  ...found,
  reason: 'confusing_distractor',
  part: '1',
  answer: '2',
  ofWrong: rate(93, 111),
  ofStrong: WITHHELD,
};
const recovery: AttentionItem = {
  ...found,
  reason: 'hard_without_recovery',
  recovered: rate(12, 60),
  giveUp: rate(48, 90),
};
const attempts: AttentionItem = { ...found, reason: 'many_attempts', many: rate(31, 90), attempts: 4 };
const help: AttentionItem = { ...found, reason: 'help_before_trying', shown: rate(37, 195), withoutTrying: true };
const dropOut: AttentionItem = {
  ...found,
  block: { ...found.block, id: VIDEO, type: 'video', name: 'Recursion' },
  reason: 'video_drop_out',
  left: rate(57, 140),
  from: 250,
  to: 260,
  duration: 600,
};
const skipped: AttentionItem = { ...found, reason: 'unit_skipped', reached: 20, before: 80, after: 75, offered: 'all' };

describe('the sentence about what needs work', () => {
  const counts = { listed: 0, setAside: 0, nothingFound: 0, tooEarly: 0 };
  it.each([
    [null, counts, { kind: 'notYet' }],
    ['now', { ...counts, listed: 3, nothingFound: 140, tooEarly: 5 }, { kind: 'some', listed: 3, all: 148 }],
    ['now', { ...counts, nothingFound: 40, tooEarly: 6 }, { kind: 'nothing', looked: 40, tooEarly: 6 }],
    ['now', { ...counts, tooEarly: 6 }, { kind: 'early', tooEarly: 6 }],
  ])('computed %s with %j is %j', (computedAt, given, sentence) =>
    expect(attentionSentence({ computedAt, counts: given })).toEqual(sentence),
  );
});

it.each<[AttentionItem, string]>([
  [wrongKey({ chosen: null }), 'keyStrong'],
  [wrongKey({ chosenByStrong: WITHHELD }), 'keyTexts'],
  [wrongKey({ chosenByStrong: WITHHELD, marked: null }), 'key'],
  [wrongKey({ chosenByStrong: WITHHELD, markedRight: WITHHELD }), 'keyBare'],
  [{ ...distractor, answer: null }, 'distractor'],
  [{ ...distractor, ofWrong: WITHHELD }, 'distractorBare'],
  [{ ...recovery, recovered: WITHHELD }, 'recoveryBare'],
  [{ ...attempts, many: WITHHELD }, 'attemptsBare'],
  [{ ...help, shown: none('nobody') }, 'helpBare'],
  [{ ...dropOut, left: WITHHELD }, 'dropOutBare'],
  [{ ...skipped, after: null }, 'skippedOne'],
  [{ ...skipped, before: WITHHELD, after: null }, 'skippedBare'],
  [{ ...skipped, reached: WITHHELD }, 'skippedBare'],
])('puts no withheld number into prose (%#)', (item, key) => expect(reasonKey(item)).toBe(key));

it('names what a block lies in, and survives a course that goes round', () => {
  expect(pathOf(outline().blocks, UNIT)).toEqual(['Week 1', 'Lesson', 'Loops']);
  expect(pathOf([{ id: 'a', type: 'vertical', name: 'A', parent: 'a' }], 'a')).toEqual(['A']);
  expect(pathOf([], 'unknown')).toEqual([]);
});

describe('what needs work', () => {
  it('comes before the numbers, says how many of how many, and opens the block', async () => {
    const { container } = show(attention([wrongKey({ also: ['many_attempts'] })]));
    const part = await section();
    expect(await within(part).findByText('1 of 148 blocks is worth a look.')).toBeVisible();
    expect(container.querySelector('section')).toBe(part);
    const block = within(part).getByRole('button', { name: /^Problem Sorting lists/ });
    expect(text(block)).toBe('Problem Sorting lists new in Week 1 › Lesson › Loops');
    expect(text(part)).toContain(
      'Of the strongest third, 20 of 25 chose “n log n” and 3 of 25 “n²”, the answer marked right.Also: many tries.',
    );
    expect(within(part).getByText('Worth a look: 74 learners')).toBeVisible();
    await userEvent.click(block);
    expect(onSelect).toHaveBeenLastCalledWith(PROBLEM);
  });

  it.each<[AttentionItem, string]>([
    [distractor, 'Of the learners wrong the first time, 93 of 111 gave “2”, strong ones among them.'],
    [
      { ...distractor, ofStrong: rate(12, 30) },
      'Of the learners wrong the first time, 93 of 111 gave “2”; of the strongest third, 12 of 30 did.',
    ],
    [
      recovery,
      'Of the learners who were wrong and tried again, 12 of 60 were right in the end; of all who tried, 48 of 90 never were.',
    ],
    [attempts, '31 of 90 tried it 4 times or more.'],
    [help, '37 of 195 had the answer shown before their first try, or without one.'],
    [
      { ...help, withoutTrying: false },
      'Of those who tried it, 37 of 195 had the answer shown before their first try.',
    ],
    [dropOut, 'Of the viewers still there at 4:10, 57 of 140 are gone by 4:20. The video lasts 10:00.'],
    [skipped, 'Reached by 20; the unit before it by 80, the unit after it by 75.'],
  ])('has a plain sentence with its numbers (%#)', async (item, sentence) => {
    const { container } = show(attention([item]));
    await screen.findByText(/1 of 148/);
    expect(text(container.querySelector('.marginalia-finding p'))).toBe(sentence);
  });

  it('says early where it is, and what is known of an edit', async () => {
    const edit = { at: '2026-10-18T10:00:00Z', learnersSince: WITHHELD, needed: 30 };
    show(attention([{ ...attempts, evidence: 'early', learners: 14, state: 'watching', edit }]));
    expect(await screen.findByText('Early: 14 learners')).toBeVisible();
    expect(screen.getByText(/Changed on Oct 18, 2026\. .* until 30 learners have met the new one/)).toBeVisible();
  });

  it('explains itself: since when, and the definition', async () => {
    show(attention());
    await userEvent.click(await screen.findByRole('button', { name: 'Why is this here?' }));
    expect(screen.getByText(/^Listed since Oct 20, 2026: the answer marked right may be the wrong one/)).toBeVisible();
    expect(screen.getByText(/at most one in ten is expected to be sound/)).toBeVisible();
  });

  it('shows five at first and the rest on demand', async () => {
    const many = Array.from({ length: 7 }, (_, i) => ({
      ...attempts,
      id: `many_attempts ${i}`,
      block: { ...found.block, id: `${PROBLEM}${i}` },
    }));
    show(attention(many));
    const part = await section();
    expect(await within(part).findAllByRole('listitem')).toHaveLength(5);
    await userEvent.click(within(part).getByRole('button', { name: 'Show 2 more' }));
    expect(within(part).getAllByRole('listitem')).toHaveLength(7);
  });

  it.each([
    [attention([], { computedAt: null }), /This list has not been made yet/],
    [attention([]), 'No block stands out: 140 looked at, 7 too early to tell.'],
    [
      attention([], { counts: { listed: 0, setAside: 0, nothingFound: 0, tooEarly: 7 } }),
      'Too early to tell: none of 7 blocks has enough learners.',
    ],
    [failure(500, 'internal'), /This list cannot be had at the moment/],
  ])('has words of its own for having nothing (%#)', async (answer, words) => {
    show(answer);
    const part = await section();
    expect(await within(part).findByText(words)).toBeVisible();
    expect(within(part).queryAllByRole('listitem')).toEqual([]);
    expect(screen.getByText(/74 of 212 learners/)).toBeVisible();
  });

  it('never calls a question bad, breaks no rule, and speaks Arabic', async () => {
    const english = show(attention([wrongKey(), { ...dropOut, id: 'drop_off v1' }]));
    await userEvent.click((await screen.findAllByRole('button', { name: 'Why is this here?' }))[0]!);
    expect(text(english.container)).not.toMatch(/\bbad\b|fail/i);
    await expectAccessible(english.container);
    english.unmount();
    const arabic = show(attention([{ ...attempts, evidence: 'strong' }]), 'ar');
    const part = await section('ما يحتاج إلى عمل');
    expect(await within(part).findByText(/حاولوا/)).toBeVisible();
    expect(text(part)).not.toMatch(/learner|worth|tried/i);
    await expectAccessible(arabic.container);
  });
});
