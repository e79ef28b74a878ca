import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Bin, rewatchedPassages, standsOut } from '../../../api/metrics/video/videoRewatched';
import { rewatchCounts } from '../../support/plainVideo';
import { distinct, seenTwice } from '../../../api/facts/ranges';
import type { Range } from '../../../api/facts/types';
import { type MadeVideo, madeBins, randomFrom } from './videoViewers';

const PAGE = join(__dirname, '..', '..', '..', 'docs', 'rewatched.md');
const EACH = 80;

/** In how many of `EACH` videos made with one seed a moment is disclosed (in `bins`, where given). */
const disclosed = (made: MadeVideo, least: number, bins?: readonly [number, number]): number => {
  const random = randomFrom(made.viewers * 31 + made.length);
  return Array.from({ length: EACH }, () => standsOut(madeBins(made, random), least)).filter((found) =>
    (bins ? found.slice(...bins) : found).some(Boolean),
  ).length;
};

const LENGTHS = [120, 300, 600];
const PASSAGES = [0.3, 1, 3];

interface Share {
  readonly mean: number;
  readonly worst: number;
}

/** Share of videos without any moment in which one is disclosed all the same, over lengths and habits. */
const falseAlarms = (viewers: number, lumps: number, least: number): Share => {
  const cells = LENGTHS.flatMap((length) =>
    PASSAGES.map((passages) => disclosed({ viewers, length, passages, lumps }, least) / EACH),
  );
  return { mean: cells.reduce((a, b) => a + b, 0) / cells.length, worst: Math.max(...cells) };
};

const percent = (share: number): string => `${Math.round(share * 1000) / 10}%`;

describe('the rule for moments that are watched again, on made-up viewers', () => {
  const COUNTS = [50, 100, 300];
  const even5 = COUNTS.map((viewers) => falseAlarms(viewers, 0, 5));
  const even10 = COUNTS.map((viewers) => falseAlarms(viewers, 0, 10));
  const lumpy10 = COUNTS.map((viewers) => falseAlarms(viewers, 0.5, 10));
  const power = COUNTS.map((viewers) =>
    [0.1, 0.2, 0.3].map(
      (moment) => disclosed({ viewers, length: 300, passages: 0.5, lumps: 0, moment }, 10, [30, 33]) / EACH,
    ),
  );

  it('The rule for moments that are watched again tells a moment in few videos that have none', () => {
    for (const { mean, worst } of even5) {
      expect(mean).toBeLessThanOrEqual(0.05);
      expect(worst).toBeLessThanOrEqual(0.12);
    }
    for (const { mean } of even10) expect(mean).toBeLessThanOrEqual(0.03);
  });

  it('The rule for moments that are watched again finds a moment that is there', () => {
    // 30 points more of 50 viewers, 20 points more of 100 and of 300
    expect(power[0]?.[2]).toBeGreaterThan(0.7);
    expect(power[1]?.[1]).toBeGreaterThan(0.9);
    expect(power[2]?.[1]).toBeGreaterThan(0.95);
  });

  it('The page docs/rewatched.md has these rates; else run this file with WRITE_TABLES=1', () => {
    const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
    const share = (of: Share | undefined): string => (of ? `${percent(of.mean)} (${percent(of.worst)})` : '');
    const table = [
      row(['viewers', 'even, 5 rewatchers', 'even, 10', 'uneven, 10', 'found +10', 'found +20', 'found +30']),
      row(['---', '---', '---', '---', '---', '---', '---']),
      ...COUNTS.map((viewers, index) =>
        row([
          viewers,
          share(even5[index]),
          share(even10[index]),
          share(lumpy10[index]),
          ...(power[index] ?? []).map(percent),
        ]),
      ),
    ].join('\n');
    const page = readFileSync(PAGE, 'utf8');
    const made = page.replace(/(<!-- table -->)[^]*?(<!-- \/table -->)/, `$1\n\n${table}\n\n$2`);
    if (process.env.WRITE_TABLES) writeFileSync(PAGE, made);
    else expect(page).toBe(made);
    expect(made).toContain(table);
  });
});

describe('a moment', () => {
  const flat = (people: number, again: number, bins = 60): Bin[] =>
    Array.from({ length: bins }, () => ({ people, again }));
  const withPeak = (bins: Bin[], at: number, again: number): Bin[] =>
    bins.map((bin, index) => (index === at ? { ...bin, again } : bin));
  const found = (bins: Bin[], least = 5): number[] => standsOut(bins, least).flatMap((is, at) => (is ? [at] : []));

  it('A moment stands out from what is around it', () => {
    expect(found(withPeak(flat(100, 2), 30, 25))).toEqual([30]);
    expect(found(flat(100, 2))).toEqual([]);
    expect(found(flat(100, 60))).toEqual([]);
  });

  it('A moment has at least so many re-watchers', () => {
    expect(found(withPeak(flat(100, 0), 30, 9), 10)).toEqual([]);
    expect(found(withPeak(flat(100, 0), 30, 10), 10)).toEqual([30]);
  });

  it('A moment has three times the share around it, however many learners make less significant', () => {
    expect(found(withPeak(flat(10_000, 1000), 30, 2900))).toEqual([]);
    expect(found(withPeak(flat(10_000, 1000), 30, 3100))).toEqual([30]);
  });

  it('A moment is not hidden by the bins beside it, which people watch again with it', () => {
    const bins = [28, 29, 30, 31, 32].reduce((all, at) => withPeak(all, at, 30), flat(100, 2));
    expect(found(bins)).toEqual([28, 29, 30, 31, 32]);
  });

  it('A moment is compared with its own part of the video', () => {
    // the first half is watched again by many, so a high place in the second half stands out there only
    const bins = [...flat(100, 30, 40), ...flat(100, 1, 40)];
    expect(found(withPeak(withPeak(bins, 20, 40), 60, 20))).toEqual([60]);
  });

  it('A moment is not told where too little is around it', () => {
    expect(found(withPeak(flat(100, 1, 8), 4, 50))).toEqual([]);
  });
});

describe('passages', () => {
  const passages = (watched: Range[][], seconds: number, least: number) =>
    rewatchedPassages(rewatchCounts(watched.map(distinct), watched.map(seenTwice), seconds), seconds, least);
  /** 60 viewers who see all of 300 s, of whom some see a passage again. */
  const viewers = (again: number, passage: Range): Range[][] =>
    Array.from({ length: 60 }, (_, n) => (n < again ? [[0, 300], passage] : [[0, 300]]));

  it('Passages are told to the second, with the learners who watched them again', () => {
    expect(passages(viewers(20, [142, 158]), 300, 10)).toEqual([{ from: 142, to: 158, learners: 20 }]);
  });

  it('Passages count a learner once, however often they come back', () => {
    const often = viewers(20, [142, 158]).map((ranges) => [...ranges, ...ranges.slice(1), ...ranges.slice(1)]);
    expect(passages(often, 300, 10)).toEqual([{ from: 142, to: 158, learners: 20 }]);
  });

  it('Passages do not depend on the order of learners or of what they watched', () => {
    const some = viewers(20, [142, 158]);
    expect(passages(some.map((ranges) => [...ranges].reverse()).reverse(), 300, 10)).toEqual(passages(some, 300, 10));
  });
});
