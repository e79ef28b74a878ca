import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { type Moment, StatementMaker } from '../../api/demo/statements';
import type { Statement } from '../../api/pipeline/transform/statement';
import { type LoadCounts, type LoadOptions, loadStatements } from '../../api/pipeline/ingest/load';
import type { Workspace } from '../../api/worker/workspace';
import { loadCourse } from '../../api/pipeline/structure/loadCourse';

/** A course small enough to count by hand: twelve learners, one problem, one video. */
export const COURSE = 'course-v1:Edu+Ada+2026';
export const blockKey = (type: string, id: string): string => `block-v1:Edu+Ada+2026+type@${type}+block@${id}`;
export const PROBLEM = blockKey('problem', 'p1');
export const VIDEO = blockKey('video', 'v1');
export const UNIT = blockKey('vertical', 'u1');
export const HTML = blockKey('html', 'h1');
export const LMS = 'https://lms.example.org';
export const LEARNERS = 12;

/** 2 March 2026, 10:00 UTC, in microseconds. */
export const START = Date.UTC(2026, 2, 2, 10) * 1000;
const MINUTE = 60e6;

/** Statement ids are made of learner, verb and time: in every course they are other people. */
const actorOf = (course: string, learner: number): string =>
  createHash('sha256').update(`${course} ${learner}`).digest('hex').slice(0, 32);

const moment = (course: string, learner: number, minutes: number): Moment => ({
  actor: actorOf(course, learner),
  time: START + learner * 7e6 + minutes * MINUTE,
  session: 's',
});

const QUESTION = { part: '2_1', question: 'How many?', interactionType: 'choice' };

/** Learner n: registers, tries once wrongly where n is odd, then rightly; watches the first 30 of 60 seconds. */
export const statementsOf = (
  course: string = COURSE,
  problem: string = PROBLEM,
  video: string = VIDEO,
  learners = LEARNERS,
): Statement[] => {
  const make = new StatementMaker(LMS, course, 'Ada');
  return Array.from({ length: learners }, (_, n) => {
    const answer = (response: string) => [{ ...QUESTION, response, correct: response === 'four' }];
    const submitted = n % 2 === 1 ? [make.submission(moment(course, n, 1), problem, 1, answer('five'))] : [];
    return [
      make.enrolment(moment(course, n, 0), 'registered', 'audit'),
      ...submitted,
      make.submission(moment(course, n, 2), problem, submitted.length + 1, answer('four')),
      make.video(moment(course, n, 3), 'played', video, 60, {
        extensions: { 'https://w3id.org/xapi/video/extensions/time': 0 },
      }),
      make.video(moment(course, n, 3.5), 'paused', video, 60, {
        extensions: { 'https://w3id.org/xapi/video/extensions/time': 30 },
      }),
    ].flat();
  }).flat();
};

const DUMP = '11111111-2222-4333-8444-555555555555';
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const BLOCKS: [type: string, id: string, name: string, place: [number, number, number]][] = [
  ['course', 'course', 'Ada', [0, 0, 0]],
  ['chapter', 'c1', 'Week 1', [1, 0, 0]],
  ['sequential', 's1', 'Engines', [1, 1, 0]],
  ['vertical', 'u1', 'Wheels', [1, 1, 1]],
  ['problem', 'p1', 'Cogs', [1, 1, 1]],
  ['video', 'v1', 'Steam', [1, 1, 1]],
  ['html', 'h1', 'Notes', [1, 1, 1]],
];

/** The course's structure as Aspects' course_blocks CSV; `change` may spoil lines (the first is the head). */
export const structureCsv = (change: (lines: string[]) => string[] = (lines) => lines): string => {
  const rows = BLOCKS.map(([type, id, name, [section, subsection, unit]], order) =>
    [
      'Edu',
      COURSE,
      blockKey(type, id),
      name,
      quoted(JSON.stringify({ block_type: type, section, subsection, unit, graded: 0 })),
      order,
      '2026-02-01 08:00:00.000000',
      DUMP,
      '2026-02-01 09:00:00.000000',
    ].join(','),
  );
  const head = 'org,course_key,location,display_name,xblock_data_json,order,edited_on,dump_id,time_last_dumped';
  return `${change([head, ...rows]).join('\n')}\n`;
};

export interface Loaded {
  readonly counts: LoadCounts;
  readonly rejects: { line: number; reason: string }[];
}

const watched = (): { options: LoadOptions; rejects: Loaded['rejects'] } => {
  const rejects: Loaded['rejects'] = [];
  const onReject: LoadOptions['onReject'] = ({ line, reason }) => rejects.push({ line, reason });
  return { options: { onReject, onProgress: () => {}, signal: new AbortController().signal }, rejects };
};

/** Loads text (or bytes) as `load xapi` does, and brings the facts up to date. */
export const loadText = async (workspace: Workspace, text: string | Buffer): Promise<Loaded> => {
  const { options, rejects } = watched();
  const counts = await loadStatements(workspace.engine, Readable.from([Buffer.from(text)]), options);
  await workspace.refresh();
  return { counts, rejects };
};

export const loadCsv = async (workspace: Workspace, text: string): Promise<Loaded> => {
  const { options, rejects } = watched();
  const counts = await loadCourse(workspace.engine, Readable.from([Buffer.from(text)]), options);
  await workspace.refresh();
  return { counts, rejects };
};

export const lines = (statements: readonly unknown[]): string =>
  statements.map((one) => `${JSON.stringify(one)}\n`).join('');

export const loadSmallCourse = async (workspace: Workspace): Promise<void> => {
  await loadCsv(workspace, structureCsv());
  await loadText(workspace, lines(statementsOf()));
};
