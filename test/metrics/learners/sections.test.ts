import { DEFAULT_THRESHOLDS as T } from '@marginalia/contract';
import { ClassSums } from '../../../api/metrics/learners/classSums';
import { activityOf, chapter, COURSE, event, healthyClass, problem, START, viewOf } from './healthyClass';

const DAY = 86_400;
const now = START + 41 * DAY;
const yesterday = START + 40 * DAY;
const view = viewOf(healthyClass(1, 60));
const registered = event(START - DAY, 'registered', COURSE, { mode: 'verified' });

/** All wrong: so many submissions to each of so many problems of a section. */
const wrong = (section: number, problems: number, attempts: number) =>
  Array.from({ length: problems * attempts }, (_, i) =>
    event(yesterday + i * 60, 'evaluated', problem(section, Math.floor(i / attempts)), {
      attempt: (i % attempts) + 1,
      success: false,
    }),
  );
const sums = () => new ClassSums(now, view, T);
const sectionsOf = (all: ClassSums) => all.result('', true, 0, 0, null, []).sections;

it('A learner far below the class is counted in that section', () => {
  const all = sums();
  expect(all.add(activityOf([registered, ...wrong(0, 8, 1)]))?.sections).toEqual([chapter(0)]);
  expect(sectionsOf(all)).toEqual([{ section: chapter(0), of: 1, struggling: 1 }]);
});

it('A learner who is stuck is counted in the sections of those problems, once in each, however few were tried', () => {
  const all = sums();
  const learner = activityOf([registered, ...wrong(1, 2, T.stuckAttempts), ...wrong(2, 1, T.stuckAttempts)]);
  expect(all.add(learner)?.sections).toEqual([chapter(1), chapter(2)]);
  expect(sectionsOf(all)).toEqual([
    { section: chapter(1), of: 1, struggling: 1 },
    { section: chapter(2), of: 1, struggling: 1 },
  ]);
});

it('A learner who tried a few problems and is not stuck is not counted in a section', () => {
  const all = sums();
  expect(all.add(activityOf([registered, ...wrong(0, 2, 1)]))?.sections).toEqual([]);
  expect(sectionsOf(all)).toEqual([]);
});
