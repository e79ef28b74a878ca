import { PATTERNS } from './patterns';
import type { Random } from './random';
import { DAY, type Micros } from './time';
import { uuidOf } from '../lib/uuid';

/** Gets hardly anything right; answers within seconds; has answers shown and still gets the next wrong. */
type Habit = 'struggling' | 'rushing' | 'help';

/** Somebody who acts in a run of the course; what they do follows from these traits. */
export interface Learner {
  /** The UUID under which the LMS sends this person's events; the same in every course of the site. */
  readonly actor: string;
  /** About normally distributed around 0. */
  readonly ability: number;
  /** 0 to 1: how much of what lies in the way is done. */
  readonly diligence: number;
  /** How many subsections they work on: 0 for those who never begin. */
  readonly subsections: number;
  /** Playing speed of videos. */
  readonly speed: number;
  readonly captions: boolean;
  /** 0 (at once) to 1 (at the last moment). */
  readonly lateness: number;
  readonly registered: { readonly at: Micros; readonly mode: 'audit' | 'verified' } | null;
  /** Switches from audit to verified then. */
  readonly upgradesAt: Micros | null;
  readonly leavesAt: Micros | null;
  /** Comes back the day after having left. */
  readonly returns: boolean;
  /** Is away for some weeks before the homework, and takes what is due all the same. */
  readonly isAway: boolean;
  /** Put in on purpose where the demo is alive: a way of working that one of the rules for learners is about. */
  readonly habit?: Habit;
  /** One of the few who find the bonus unit. */
  readonly findsBonus: boolean;
}

/** @param number the person's number on this site; the same number is the same person in another run */
const actorOf = (seed: number, number: number): string => uuidOf(`person ${seed} ${number}`);

interface CastOptions {
  readonly seed: number;
  readonly firstNumber: number;
  readonly learners: number;
  readonly start: Micros;
}

const SUBSECTIONS = 6;

/** How far a learner gets: 8 in 100 never begin, a quarter stop after the first section, others trickle away. */
const subsectionsOf = (random: Random, verified: boolean): number => {
  const after = PATTERNS.stopAfterFirstSection.share;
  const usual = [
    [0, 0.08],
    [1, 0.07],
    [2, after],
    [3, 0.07],
    [4, 0.07],
    [5, 0.07],
    [SUBSECTIONS, 0.46],
  ] as const;
  const committed = [
    [0, 0.02],
    [1, 0.02],
    [2, after],
    [3, 0.03],
    [4, 0.04],
    [5, 0.04],
    [SUBSECTIONS, 0.65],
  ] as const;
  return random.pick<number>(verified ? committed : usual);
};

export const castLearners = (random: Random, { seed, firstNumber, learners, start }: CastOptions): Learner[] => {
  const cast = Array.from({ length: learners }, (_, index): Learner => {
    const own = random.fork(`learner ${index}`);
    const verified = own.chance(0.3);
    const at = start + own.between(-14, own.chance(0.85) ? 0 : 9) * DAY + own.whole(0, 999_999);
    const subsections = subsectionsOf(own, verified);
    const leaves = subsections < SUBSECTIONS && own.chance(0.12);
    return {
      actor: actorOf(seed, firstNumber + index),
      ability: own.normal(0, 1) + (verified ? 0.15 : 0),
      diligence: Math.min(1, Math.max(0.55, own.normal(0.86, 0.1) + (verified ? 0.05 : 0))),
      subsections,
      speed: own.pick([
        [1, 0.72],
        [1.25, 0.08],
        [1.5, 0.14],
        [0.75, 0.06],
      ]),
      captions: own.chance(0.15),
      lateness: own.next(),
      registered: { at, mode: verified && own.chance(0.7) ? 'verified' : 'audit' },
      upgradesAt: verified ? at + own.between(12, 25) * DAY : null,
      leavesAt: leaves ? start + own.between(14, 55) * DAY : null,
      returns: leaves && own.chance(0.2),
      isAway: own.fork('away').chance(PATTERNS.away.share),
      findsBonus: false,
    };
  });
  // the bonus is found by the first few of those who get to the end
  const finders = new Set(
    cast.filter((learner) => learner.subsections === SUBSECTIONS).slice(0, PATTERNS.few.learners),
  );
  return cast.map((learner) => ({ ...learner, findsBonus: finders.has(learner) }));
};

/** Course staff trying out what they wrote: they know the answers and were never registered. */
export const castStaff = (random: Random, seed: number): Learner[] =>
  Array.from({ length: PATTERNS.staff.people }, (_, index) => ({
    actor: actorOf(seed, -1 - index),
    ability: 4,
    diligence: 1,
    subsections: SUBSECTIONS,
    speed: 1.5,
    captions: false,
    lateness: random.next(),
    registered: null,
    upgradesAt: null,
    leavesAt: null,
    returns: false,
    isAway: false,
    findsBonus: true,
  }));

/** How many learners have each habit where the demo is alive. */
const HABITS: readonly (readonly [habit: Habit, learners: number])[] = [
  ['struggling', 16],
  ['help', 18],
  ['rushing', 15],
];

/** Of those who would stop early, so many go on after all: otherwise half of a running course would be gone. */
const GO_ON = 0.78;

/** The same people for a course that is running: fewer stop, and some have a habit that one of the rules is about. */
export const castForToday = (random: Random, cast: readonly Learner[]): Learner[] => {
  const stay = cast.map((learner, index): Learner => {
    const own = random.fork(`today ${index}`);
    const stops = learner.subsections > 0 && learner.subsections < SUBSECTIONS;
    return stops && own.chance(GO_ON) ? { ...learner, subsections: SUBSECTIONS, leavesAt: null } : learner;
  });
  const habits = HABITS.flatMap(([habit, learners]) => Array<Habit>(learners).fill(habit));
  return stay.map((learner) => {
    const isFree = learner.registered !== null && learner.subsections === SUBSECTIONS && !learner.findsBonus;
    const habit = isFree ? habits.shift() : undefined;
    return habit === undefined
      ? learner
      : { ...learner, habit, diligence: 1, leavesAt: null, isAway: false, lateness: 0.4 };
  });
};
