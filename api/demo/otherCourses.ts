import { COURSE_DAYS } from './content';
import type { RunPlan } from './studying';
import { DAY, type Micros } from './time';

/** Another course of the site, small: the same lessons under another name. */
interface OtherCourse {
  readonly plan: RunPlan;
  readonly people: number;
  /** Its first learner's number on the site; nobody takes two of them. */
  readonly firstNumber: number;
  /** No event arrived from then on. */
  readonly silentSince?: Micros;
}

interface Sketch {
  readonly org: string;
  readonly number: string;
  readonly name: string;
  /** Days from its start to now; negative: it begins later. */
  readonly age: number;
  readonly people: number;
  /** Days since its last event. */
  readonly silent?: number;
}

/** What a site has besides its largest course: one that goes well, one silent, one very small, one over, one to come. */
const SKETCHES: readonly Sketch[] = [
  { org: 'Marginalia', number: 'Loops102', name: 'Loops 102: Loops in daily work', age: 30, people: 26 },
  { org: 'Lakeside', number: 'LoopsEve', name: 'Loops in the evening', age: 58, people: 26, silent: 9 },
  { org: 'Lakeside', number: 'LoopsLab', name: 'Loops lab', age: 40, people: 7 },
  { org: 'Northbay', number: 'LoopsT', name: 'Loops for teachers', age: 98, people: 26 },
  { org: 'Northbay', number: 'LoopsN', name: 'Loops, next term', age: -9, people: 24 },
];

const FIRST_NUMBER = 2000;

/** The other courses of a site as they are at a moment. @param now microseconds */
export const otherCourses = (now: Micros, lms: string): readonly OtherCourse[] => {
  const today = Math.floor(now / DAY) * DAY;
  return SKETCHES.map(({ org, number, name, age, people, silent }, index) => {
    const start = today - age * DAY;
    const year = String(new Date(Math.floor(start / 1000)).getUTCFullYear());
    const key = `course-v1:${org}+${number}+${year}`;
    const run = { key, name, org, number, run: year, start, end: start + COURSE_DAYS * DAY };
    return {
      plan: { run, lms, keysRight: true, edited: false },
      people,
      firstNumber: FIRST_NUMBER + 100 * index,
      ...(silent === undefined ? {} : { silentSince: now - silent * DAY }),
    };
  });
};
