import { type TransformOptions, parseLine, transformEvent } from '../../api/pipeline/transform';
import { COURSE, EVENTS, type Event, check, onDisk, question } from '../pipeline/transform/events';
import { Chance } from '../pipeline/transform/random';

/** Lines, and how many are transformed in one go. */
const LINES = 60_000;

const OPTIONS: TransformOptions = {
  lmsUrl: 'https://lms.example.org',
  actorOf: (user) => `11111111-2222-4333-8444-${user.padStart(12, '0')}`,
  courseNameOf: () => 'A course',
  transformerVersion: 'event-routing-backends@10.0.0',
  strict: false,
  asLive: true,
};

const SEVERAL = check({
  p1_2_1: question('blue', true),
  p1_3_1: question(['a piano', 'a guitar'], false, 'choiceresponse', 'Which of the following are musical instruments?'),
  p1_4_1: question('4', true, 'numericalresponse', 'How many?'),
});
/** What a log is made of, by weight: videos first, then answers, navigation, and what nothing is made of. */
const MIX: readonly [weight: number, names: readonly string[]][] = [
  [30, ['play_video', 'pause_video', 'seek_video', 'load_video', 'stop_video']],
  [14, ['problem_check']],
  [12, ['edx.ui.lms.sequence.next_selected', 'edx.grades.problem.submitted']],
  [10, ['edx.grades.subsection.grade_calculated', 'edx.grades.course.grade_calculated']],
  [6, ['edx.completion.block_completion.changed', 'showanswer', 'edx.course.enrollment.activated']],
  [28, ['/courses/x/courseware/']],
];
const IMPLICIT = { ...check(undefined), name: '/courses/x/courseware/', data: '{"POST": {}, "GET": {"page": ["1"]}}' };

/** A log as Tutor writes it, with the bytes a line has in one: agent, host and address. */
export const makeLog = (lines: number): string[] => {
  const chance = new Chance(1);
  const bag = MIX.flatMap(([weight, names]) => Array.from({ length: weight }, () => names));
  const byName = new Map<string, Event[]>(EVENTS.map((event) => [String(event.name), [event]]));
  byName.set('problem_check', [check({ p1_2_1: question('blue', true) }), SEVERAL]);
  byName.set('/courses/x/courseware/', [IMPLICIT]);
  return Array.from({ length: lines }, (_, i) => {
    const event = onDisk(chance.of(byName.get(chance.of(chance.of(bag))) ?? EVENTS));
    const time = new Date(1_700_000_000_000 + i * 997)
      .toISOString()
      .replace('Z', `${String(i % 1000).padStart(3, '0')}+00:00`);
    const user = 1 + chance.below(5000);
    const context = { ...(event.context as Event), user_id: user, course_id: COURSE, course_user_tags: {}, asides: {} };
    const agent = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:109.0) Gecko/20100101 Firefox/115.0';
    const line = JSON.stringify({ ...event, context, username: `learner${user}`, agent, ip: '192.0.2.9', time });
    return `2024-05-01 10:20:30,124 INFO 27 [tracking] [user ${user}] [ip 192.0.2.9] logger.py:41 - ${line}`;
  });
};

/** Lines that become statements as text in a second of one core's time: the best of five rounds. */
export const measureTransform = (): { perSecond: number; bytesPerLine: number; statements: number } => {
  const log = makeLog(LINES);
  const bytes = log.reduce((total, line) => total + line.length, 0);
  let best = Infinity;
  let statements = 0;
  for (let round = 0; round < 5; round += 1) {
    statements = 0;
    const start = process.cpuUsage();
    for (const line of log) {
      const parsed = parseLine(line);
      if (parsed.kind !== 'event') continue;
      const made = transformEvent(parsed.event, OPTIONS);
      if (made.kind !== 'statements') continue;
      for (const statement of made.statements) statements += JSON.stringify(statement).length > 0 ? 1 : 0;
    }
    const { user, system } = process.cpuUsage(start);
    best = Math.min(best, (user + system) / 1e6);
  }
  return { perSecond: LINES / best, bytesPerLine: bytes / LINES, statements };
};
