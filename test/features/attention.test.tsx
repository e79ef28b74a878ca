import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { WITHHELD, none } from '@marginalia/contract';
import type { Attention, AttentionItem } from '@marginalia/contract';
import { BlockFindings, CoursePanel } from '../../src/features/outline/lazy';
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
} from '../../src/harness/fixtures/reports';
import { failure, fakeHost } from '../support-web/host';
import { inArabic } from '../support-web/draft';
import { expectAccessible, renderIn } from '../support-web/render';

const onSelect = jest.fn();
const show = (answer: Attention | object, tag = 'en') =>
  renderIn(
    fakeHost({ '/outline': outline(), '/attention': answer }, tag),
    <CoursePanel courseId={COURSE} onSelect={onSelect} />,
  );
const text = (element: Element | null | undefined): string =>
  (element?.textContent ?? '').replace(/[\u2060\u2066\u2069]/g, '');
const section = async (name = 'Worth a look'): Promise<HTMLElement> =>
  (await screen.findByRole('heading', { name })).closest('section') as HTMLElement;

const distractor: AttentionItem = {
  ...found,
  reason: 'confusing_distractor',
  next: 'reword_answer',
  part: '1',
  answer: '2',
  ofWrong: rate(93, 111),
  ofStrong: WITHHELD,
};
const recovery: AttentionItem = {
  ...found,
  reason: 'hard_without_recovery',
  next: 'explain_or_split',
  recovered: rate(12, 60),
  giveUp: rate(48, 90),
};
const attempts: AttentionItem = {
  ...found,
  next: 'review_instructions',
  reason: 'many_attempts',
  many: rate(31, 90),
  attempts: 4,
};
const help: AttentionItem = {
  ...found,
  next: 'hide_answer_until_attempted',
  reason: 'help_before_trying',
  shown: rate(37, 195),
  withoutTrying: true,
};
const dropOut: AttentionItem = {
  ...found,
  block: { ...found.block, id: VIDEO, type: 'video', name: 'Recursion' },
  reason: 'video_drop_out',
  next: 'look_at_moment',
  left: rate(57, 140),
  from: 250,
  to: 260,
  duration: 600,
};
const skipped: AttentionItem = {
  ...found,
  next: 'move_or_mark_optional',
  reason: 'unit_skipped',
  reached: 20,
  before: 80,
  after: 75,
  offered: 'all',
};

describe('the sentence about what needs work', () => {
  const counts = { listed: 0, setAside: 0, nothingFound: 0, tooEarly: 0 };
  it.each([
    [null, counts, { kind: 'notYet' }],
    ['now', { ...counts, listed: 3, nothingFound: 140, tooEarly: 5 }, { kind: 'some', listed: 3, all: 148 }],
    ['now', { ...counts, nothingFound: 40, tooEarly: 6 }, { kind: 'nothing', looked: 40, tooEarly: 6 }],
    ['now', { ...counts, tooEarly: 6 }, { kind: 'early', tooEarly: 6 }],
  ])('The sentence about what needs work, computed %s with %j, is %j', (computedAt, given, sentence) =>
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
])('A finding puts no withheld number into prose (%#)', (item, key) => expect(reasonKey(item)).toBe(key));

it('A finding names what a block lies in, and survives a course that goes round', () => {
  expect(pathOf(outline().blocks, UNIT)).toEqual(['Week 1', 'Lesson', 'Loops']);
  expect(pathOf([{ id: 'a', type: 'vertical', name: 'A', parent: 'a' }], 'a')).toEqual(['A']);
  expect(pathOf([], 'unknown')).toEqual([]);
});

describe('what needs work', () => {
  it('The list of what needs work comes before the numbers, says how many of how many, and opens the block', async () => {
    const { container } = show(attention([wrongKey({ also: ['many_attempts'] })]));
    const part = await section();
    expect(await within(part).findByText('1 thing worth a look. 148 checked.')).toBeVisible();
    expect(container.querySelector('section')).toBe(part);
    const block = within(part).getByRole('button', { name: /^Problem Sorting lists/ });
    expect(text(block)).toBe('Problem Sorting lists new');
    expect(text(part)).toContain(
      'Answer key may be wrong Good evidence · 74 learners' +
        '“n²”, marked correct, in the top third12% 3 of 25“n log n”, in the top third80% 20 of 25',
    );
    expect(within(part).getByText('Good evidence · 74 learners')).toBeVisible();
    await userEvent.click(block);
    expect(onSelect).toHaveBeenLastCalledWith(PROBLEM);
  });

  it.each<[AttentionItem, string]>([
    [distractor, '“2” accounts for 93 of 111 wrong first attempts, including top-third learners.'],
    [
      { ...distractor, ofStrong: rate(12, 30) },
      '“2” accounts for 93 of 111 wrong first attempts; in the top third, 12 of 30 chose it.',
    ],
    [
      recovery,
      'Of learners who tried again after a wrong first attempt, 12 of 60 got it correct; 48 of 90 were never correct.',
    ],
    [attempts, '31 of 90 learners made 4 or more attempts.'],
    [help, '37 of 195 learners viewed the answer before attempting, or without attempting.'],
    [{ ...help, withoutTrying: false }, '37 of 195 learners who attempted viewed the answer first.'],
    [dropOut, '57 of 140 viewers still watching at 4:10 have left by 4:20. Video length: 10:00.'],
    [skipped, '20 learners reached this unit: fewer than the unit before (80) and the unit after (75).'],
  ])('The list of what needs work has a plain sentence with its numbers (%#)', async (item, sentence) => {
    const host = fakeHost({ '/attention': attention([item]) });
    const { container } = renderIn(
      host,
      <BlockFindings courseId={COURSE} blockId={item.block.id} blocks={outline().blocks} onSelect={onSelect} />,
    );
    await screen.findByRole('button', { name: /^Why is / });
    expect(text(container.querySelector('.marginalia-finding-reason'))).toBe(sentence);
  });

  it('The list of what needs work says early where it is, and what is known of an edit', async () => {
    const edit = { at: '2026-10-18T10:00:00Z', learnersSince: WITHHELD, needed: 30 };
    show(attention([{ ...attempts, evidence: 'early', learners: 14, state: 'watching', edit }]));
    expect(await screen.findByText('Early signal · 14 learners')).toBeVisible();
    expect(
      screen.getByText('Changed Oct 18. Watching until about 30 learners have seen the new version.'),
    ).toBeVisible();
  });

  it.each([
    [{ learnersSince: 14, orMore: true as const }, 'at least 14'],
    [{ learnersSince: 14 }, '14'],
  ])('The list of what needs work says how far the watch over an edit has come', async (come, number) => {
    const edit = { at: '2026-10-18T10:00:00Z', ...come, needed: 60 };
    show(attention([{ ...attempts, state: 'watching', edit }]));
    expect(await screen.findByText(`Changed Oct 18. Watching: ${number} of about 60 learners so far.`)).toBeVisible();
  });

  it('The list of what needs work explains itself in two sentences, and says since when', async () => {
    show(attention());
    await userEvent.click(await screen.findByRole('button', { name: 'Why is Sorting lists here?' }));
    expect(screen.getByText(/^Listed since Oct 20: answer key may be wrong/)).toBeVisible();
    expect(
      screen.getByText(
        'Learners who do well elsewhere usually choose the answer marked correct. Here they choose another one.',
      ),
    ).toBeVisible();
  });

  it('The list of what needs work shows five at first and the rest on demand', async () => {
    const many = Array.from({ length: 7 }, (_, i) => ({
      ...attempts,
      id: `many_attempts ${i}`,
      block: { ...found.block, id: `${PROBLEM}${i}` },
    }));
    show(attention(many));
    const part = await section();
    expect(await within(part).findAllByRole('heading', { level: 4 })).toHaveLength(5);
    await userEvent.click(within(part).getByRole('button', { name: 'Show 2 more' }));
    expect(within(part).getAllByRole('heading', { level: 4 })).toHaveLength(7);
  });

  it.each([
    [attention([], { computedAt: null }), /Checking this course/],
    [attention([]), 'Nothing stands out. 140 checked, 7 too early to tell.'],
    [
      attention([], { counts: { listed: 0, setAside: 0, nothingFound: 0, tooEarly: 7 } }),
      'Too early to tell: none of 7 components has enough learners.',
    ],
    [failure(500, 'internal'), /Couldn’t load this part/],
  ])('The list of what needs work has words of its own for having nothing (%#)', async (answer, words) => {
    show(answer);
    const part = await section();
    expect(await within(part).findByText(words)).toBeVisible();
    expect(within(part).queryAllByRole('listitem')).toEqual([]);
    expect(screen.getByText(/74 of 212 learners/)).toBeVisible();
  });

  it('The list of what needs work never calls a question bad, breaks no rule, and speaks Arabic', async () => {
    const english = show(attention([wrongKey(), { ...dropOut, id: 'drop_off v1' }]));
    await userEvent.click((await screen.findAllByRole('button', { name: /^Why is/ }))[0]!);
    expect(text(english.container)).not.toMatch(/\bbad\b|fail/i);
    await expectAccessible(english.container);
    english.unmount();
    const arabic = show(attention([{ ...attempts, evidence: 'strong' }]), 'ar');
    const part = await section('يستحق نظرة');
    expect(await within(part).findByText(inArabic('marginalia.finding.many'))).toBeVisible();
    expect(text(part)).not.toMatch(/learner|worth|attempt/i);
    await expectAccessible(arabic.container);
  });
});
