import { type Moment, StatementMaker } from '../../../api/demo/statements';
import type { Statement } from '../../../api/pipeline/transform/statement';

/**
 * Made-up courses that are attacked. Everybody in them is of a kind: an enrolment track and the days on which somebody does
 * something; what they do there follows from the kind. A class is so many learners of each kind. Of each kind there is also
 * a course with one learner, whose exact numbers say what a learner of the kind adds to a number.
 */
const DAYS = [0, 1, 10];
export const TRACKS = ['audit', 'verified'];

export interface Kind {
  readonly track: string;
  readonly days: readonly number[];
  /** Decides what is done on each day. */
  readonly seed: number;
}

const subsets: number[][] = Array.from({ length: 2 ** DAYS.length - 1 }, (_, at) =>
  DAYS.filter((__, day) => ((at + 1) >> day) & 1),
);
export const KINDS: Kind[] = TRACKS.flatMap((track, t) =>
  subsets.map((days, d) => ({ track, days, seed: t * subsets.length + d })),
);

/** Repeatable numbers from 0 to 1. */
export const randomFrom = (seed: number): (() => number) => {
  let state = (seed + 1) * 2_654_435_761;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 0x85eb_ca6b) + 0x9e37_79b9) | 0;
    return ((state ^ (state >>> 13)) >>> 0) / 2 ** 32;
  };
};

/** Learners of each kind. */
export type Class = readonly number[];

/** Mostly few kinds, large ones and tiny ones among them; 1 to 90 learners. */
export const randomClass = (seed: number): Class => {
  const random = randomFrom(seed * 7919);
  const pick = (n: number): number => Math.floor(random() * n);
  const counts = KINDS.map(() => 0);
  const sizes = [() => 1 + pick(3), () => 3 + pick(7), () => 10 + pick(6), () => 12 + pick(25)];
  let left = 1 + pick(90);
  for (let kinds = 2 + pick(7); kinds > 0 && left > 0; kinds -= 1) {
    const size = Math.min(left, sizes[pick(sizes.length)]?.() ?? 1);
    const kind = pick(KINDS.length);
    counts[kind] = (counts[kind] ?? 0) + size;
    left -= size;
  }
  return counts;
};

/** Ninety learners of whom a handful did everything a little differently. */
export const almostAlike = (most: number, few: readonly (readonly [kind: number, learners: number])[]): Class =>
  KINDS.map((_, kind) => (kind === most ? 60 : 0) + few.reduce((sum, [one, n]) => sum + (one === kind ? n : 0), 0));

/** How many classes are drawn, the same in every run: with fewer some numbers are never seen. CASES=20 tries more. */
const DRAWN = Number(process.env.CASES ?? 4);
/** The classes that are attacked. */
export const CLASSES: Record<string, Class> = {
  A0: almostAlike(6, [[9, 3]]),
  A1: almostAlike(13, [
    [3, 12],
    [5, 4],
    [0, 2],
  ]),
  /** Everybody is one of few. */
  A6: KINDS.map((_, kind) => (kind === 6 ? 3 : Number(kind === 13))),
  ...Object.fromEntries(Array.from({ length: DRAWN }, (_, n) => [`R${n + 2}`, randomClass(n + 2)])),
};

const LMS = 'https://lms.example.org';
const MONDAY = Date.UTC(2026, 2, 2, 8) * 1000;
const PROBLEMS = ['p1', 'p2', 'p3', 'p4', 'p5', 'p6'];
/** Seconds of the video. */
const LENGTH = 60;
const TIME = 'https://w3id.org/xapi/video/extensions/time';

export const courseOf = (run: string): string => `course-v1:Edu+Attacked+${run}`;
export const blockOf = (run: string, type: string, id: string): string =>
  `block-v1:Edu+Attacked+${run}+type@${type}+block@${id}`;

/** Microseconds by which the events of a course lie apart from those of the others, so that a time says of which it is. */
const shiftOf = (run: string): number => [...run].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) % 900_000;

/** Everything one learner of a kind does. */
const learnerStatements = (run: string, kind: Kind, number: number): Statement[] => {
  const make = new StatementMaker(LMS, courseOf(run), 'Attacked');
  const actor = `${run}-${number}`;
  const random = randomFrom(kind.seed * 104_729);
  const begin = MONDAY + shiftOf(run) + number * 1_000_003;
  let clock = begin;
  const moment = (): Moment => ({ actor, time: (clock += 20e6), session: 's' });
  const key = (type: string, id: string): string => blockOf(run, type, id);
  const tries = new Map<string, number>();
  const submit = (id: string, response: string): Statement[] => {
    const attempt = (tries.get(id) ?? 0) + 1;
    tries.set(id, attempt);
    const answer = {
      part: '2_1',
      question: 'How many?',
      interactionType: 'choice',
      response,
      correct: response === 'four',
    };
    return make.submission(moment(), key('problem', id), attempt, [answer]);
  };
  const video = (verb: 'played' | 'paused', position: number): Statement[] =>
    make.video(moment(), verb, key('video', 'v1'), LENGTH, { extensions: { [TIME]: position } });
  const watch = (from: number, to: number): Statement[] => {
    const begin = video('played', from);
    clock += (to - from) * 1e6 - 20e6;
    return [...begin, ...video('paused', to)];
  };
  const answer = (): string => ['four', 'four', 'five', 'six'][Math.floor(random() * 4)] ?? 'four';
  const onDay = (): Statement[] => [
    // every other kind arrives at the unit in a way that is noted
    ...(kind.seed % 2 === 0 ? make.tabLeft(moment(), key('sequential', 's1'), 2, 2, 1) : []),
    ...(random() < 0.7 ? make.completion(moment(), key('html', 'h1')) : []),
    ...(random() < 0.3 ? make.hint(moment(), key('problem', 'p1'), 0) : []),
    ...(random() < 0.75 ? submit('p1', answer()) : []),
    ...(random() < 0.3 ? submit('p1', answer()) : []),
    ...(random() < 0.2 ? make.answerShown(moment(), key('problem', 'p1')) : []),
    ...(random() < 0.5 ? PROBLEMS.slice(1).flatMap((id) => submit(id, answer())) : []),
    ...(random() < 0.6 ? watch(0, random() < 0.5 ? LENGTH : 30) : []),
    ...(random() < 0.3 ? watch(15, 25) : []),
    // nothing says where it ended: the next event does
    ...(random() < 0.25 ? [...video('played', 5), ...make.completion(moment(), key('html', 'h1'))] : []),
  ];
  const statements = make.enrolment(moment(), 'registered', kind.track);
  for (const day of kind.days) {
    clock = begin + day * 86_400e6 + 60e6;
    statements.push(...onDay());
  }
  if (random() < 0.4)
    statements.push(...make.courseGrade(moment(), Math.round(random() * 20) / 20, ''), ...make.passed(moment()));
  return statements;
};

export const classStatements = (run: string, counts: Class): Statement[] => {
  let number = 0;
  return counts.flatMap((learners, at) => {
    const kind = KINDS[at];
    if (!kind) return [];
    return Array.from({ length: learners }, () => learnerStatements(run, kind, (number += 1))).flat();
  });
};

/** When something happened in a class. */
export const timesOf = (run: string, counts: Class): string[] =>
  classStatements(run, counts).map(({ timestamp }) => timestamp);

type Place = readonly [section: number, subsection: number, unit: number];
const BLOCKS: (readonly [type: string, id: string, place: Place])[] = [
  ['course', 'course', [0, 0, 0]],
  ['chapter', 'c1', [1, 0, 0]],
  ['sequential', 's1', [1, 1, 0]],
  ['vertical', 'u1', [1, 1, 1]],
  ['problem', 'p1', [1, 1, 1]],
  ['video', 'v1', [1, 1, 1]],
  ['vertical', 'u2', [1, 1, 2]],
  ['html', 'h1', [1, 1, 2]],
  ...PROBLEMS.slice(1).map((id) => ['problem', id, [1, 1, 2]] as const),
];

/** The course's structure as Aspects' course_blocks CSV. */
export const structureOf = (run: string): string => {
  const rows = BLOCKS.map(([type, id, [section, subsection, unit]], order) => {
    const data = JSON.stringify({ block_type: type, section, subsection, unit, graded: 0 }).replaceAll('"', '""');
    const dump = '11111111-2222-4333-8444-555555555555';
    const times = ['2026-02-01 08:00:00.000000', dump, '2026-02-01 09:00:00.000000'];
    return ['Edu', courseOf(run), blockOf(run, type, id), id, `"${data}"`, order, ...times].join(',');
  });
  const head = 'org,course_key,location,display_name,xblock_data_json,order,edited_on,dump_id,time_last_dumped';
  return `${[head, ...rows].join('\n')}\n`;
};
