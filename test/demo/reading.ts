import { generateDemo, type Statement } from '../../api/demo/course';

/** Reads the demo as a stranger would: from the rows and the statements alone, by the names of blocks. */

export const LMS = 'http://localhost:8080';
export const CURRENT = 'course-v1:Marginalia+Loops101+2026';
export const EARLIER = 'course-v1:Marginalia+Loops101+2025';

export const demo = generateDemo();
/** As delivered, repeats included. */
export const delivered: readonly Statement[] = [...demo.statements];
/** Each statement once. */
export const all: readonly Statement[] = [...new Map(delivered.map((statement) => [statement.id, statement])).values()];

export const verbOf = (statement: Statement): string => statement.verb.id.slice(statement.verb.id.lastIndexOf('/') + 1);
export const actorOf = (statement: Statement): string => statement.actor.account.name;
export const timeOf = (statement: Statement): number => Date.parse(statement.timestamp);

/** A value inside a statement: `at(statement, 'result', 'score', 'raw')`. */
export const at = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((inner, name) => (inner as Record<string, unknown> | undefined)?.[name], value);

export const numberAt = (value: unknown, ...path: readonly string[]): number => {
  const found = at(value, ...path);
  if (typeof found !== 'number') throw new Error(`No number at ${path.join('.')}: ${JSON.stringify(value)}`);
  return found;
};

export const TIME = 'https://w3id.org/xapi/video/extensions/time';
export const TIME_FROM = 'https://w3id.org/xapi/video/extensions/time-from';
export const TIME_TO = 'https://w3id.org/xapi/video/extensions/time-to';
export const LENGTH = 'https://w3id.org/xapi/video/extensions/length';
export const ATTEMPT = 'http://id.tincanapi.com/extension/attempt-id';

/** The usage key of the block of that name in the latest publish of a course. */
export const blockNamed = (name: string, course = CURRENT): string => {
  const rows = demo.courseBlocks.filter((row) => row.course_key === course && row.display_name === name);
  const found = new Set(rows.map((row) => row.location));
  if (found.size !== 1) throw new Error(`${found.size} blocks are called ${name}`);
  return [...found].join('');
};

const courseOf = (statement: Statement): string => {
  const parents = at(statement, 'context', 'contextActivities', 'parent') as { id: string }[] | undefined;
  const grouping = at(statement, 'context', 'contextActivities', 'grouping') as { id: string }[] | undefined;
  return (grouping?.[0]?.id ?? parents?.[0]?.id ?? statement.object.id).replace(`${LMS}/course/`, '');
};

const remembered = <T>(make: (course: string) => T): ((course: string) => T) => {
  const made = new Map<string, T>();
  return (course) => {
    const value = made.get(course) ?? make(course);
    made.set(course, value);
    return value;
  };
};

export const inCourse = remembered((course) => all.filter((statement) => courseOf(statement) === course));

/** Everybody ever registered in a course. */
export const learnersOf = remembered(
  (course) =>
    new Set(
      inCourse(course)
        .filter((statement) => verbOf(statement) === 'registered')
        .map(actorOf),
    ),
);

/** By block: what its learners did there, by time. */
const byBlock = remembered((course) => {
  const learners = learnersOf(course);
  const blocks = new Map<string, Statement[]>();
  for (const statement of inCourse(course).filter((one) => learners.has(actorOf(one)))) {
    const [, block] = /\/xblock\/(block-v1:.*@[0-9a-f]{32})/.exec(statement.object.id) ?? [];
    if (!block) continue;
    const statements = blocks.get(block);
    if (statements) statements.push(statement);
    else blocks.set(block, [statement]);
  }
  for (const statements of blocks.values()) statements.sort((a, b) => timeOf(a) - timeOf(b));
  return blocks;
});

/** A course's statements about a block (or about a question, hint or answer of it), of its learners only, by time. */
export const aboutBlock = (block: string, course = CURRENT): readonly Statement[] => byBlock(course).get(block) ?? [];

export interface FirstTry {
  readonly learner: string;
  readonly response: string;
  readonly right: boolean;
  readonly time: number;
}

/** Each learner's first submission to a problem. */
export const firstTries = (block: string, course = CURRENT): FirstTry[] =>
  aboutBlock(block, course)
    .filter((statement) => statement.object.id === `${LMS}/xblock/${block}` && verbOf(statement) === 'evaluated')
    .filter((statement) => at(statement, 'object', 'definition', 'extensions', ATTEMPT) === 1)
    .map((statement) => ({
      learner: actorOf(statement),
      response: String(at(statement, 'result', 'response')),
      right: at(statement, 'result', 'score', 'raw') === at(statement, 'result', 'score', 'max'),
      time: timeOf(statement),
    }));

export const share = <T>(items: readonly T[], holds: (item: T) => boolean): number =>
  items.filter(holds).length / items.length;
