import { byTimeThenId } from './order';
import type { LearnerEvent, Correctness, PartFact, ProblemFact } from './types';
import type { Micros } from '../lib/time';

/** The part's name where a problem has one question only. */
export const SINGLE_PART = '1';

/** Scores are sums of floats: within a billionth of the maximum is all of it. */
const ALL_OF_IT = 1e-9;

interface Submission {
  readonly event: LearnerEvent;
  readonly questions: readonly LearnerEvent[];
  readonly right: boolean;
}

/**
 * One learner's submissions of one problem. A submission is an `evaluated` statement about the problem itself with an
 * attempt number; its questions are the child statements that refer to it. One that says neither whether it was right,
 * nor has questions or full marks, cannot be judged and is left out.
 * @param events this learner's `evaluated` statements on the problem and its questions, in any order
 * @returns null where there is no submission
 */
export const problemFact = (events: readonly LearnerEvent[]): ProblemFact | null => {
  const submissions = findSubmissions(events);
  const first = [...submissions].sort(byFirst)[0];
  const last = [...submissions].sort(byLast)[0];
  if (!first || !last) return null;
  return {
    attempts: submissions.length,
    firstRight: first.right,
    everRight: submissions.some((submission) => submission.right),
    firstTryAt: first.event.time,
    parts: partFacts(submissions, first, last),
  };
};

/** When each submission was sent and whether it was right, the first attempt first. */
export const problemSubmissions = (events: readonly LearnerEvent[]): { time: Micros; right: boolean }[] =>
  findSubmissions(events)
    .sort(byFirst)
    .map(({ event, right }) => ({ time: event.time, right }));

/**
 * Whether each submission of a problem was right, by the id of its statement: every question of it, and all of the score.
 * @param events one learner's `evaluated` statements on one problem and its questions; what cannot be judged is left out
 */
export const submissionsById = (events: readonly LearnerEvent[]): Map<string, boolean> =>
  new Map(findSubmissions(events).map(({ event, right }) => [event.id, right]));

const findSubmissions = (events: readonly LearnerEvent[]): Submission[] => {
  const parents = events.filter((event) => event.part === '' && event.attempt > 0).sort(byTimeThenId);
  const byId = new Map(parents.map((parent) => [parent.id, parent]));
  const byAttempt = new Map(parents.map((parent) => [attemptKey(parent), parent]));
  const questions = new Map<string, LearnerEvent[]>();
  for (const child of events.filter((event) => event.part !== '')) {
    // Open edX names the parent statement; where it is not named, same attempt at the same moment is the same check.
    const parent = byId.get(child.parentId) ?? byAttempt.get(attemptKey(child));
    if (parent) questions.set(parent.id, [...(questions.get(parent.id) ?? []), child]);
  }
  return parents.flatMap((event) => {
    const own = [...(questions.get(event.id) ?? [])].sort(byTimeThenId);
    if (own.length === 0 && event.success === null && !hasFullMarks(event)) return [];
    return [{ event, questions: own, right: isRight(event, own) }];
  });
};

const attemptKey = (event: LearnerEvent): string => `${event.attempt} ${event.time}`;

/**
 * Every question right (where there are some, else `success`) and, where the score has a maximum, all of it. What is not
 * said to be right or wrong is right where the score is all of it, and only there.
 */
const isRight = (event: LearnerEvent, questions: readonly LearnerEvent[]): boolean => {
  const correct = (questions.length > 0 ? questions : [event]).map(({ success }) => success ?? hasFullMarks(event));
  if (!correct.every(Boolean) || event.scoreMax === null || event.scoreRaw === null) return correct.every(Boolean);
  return isAllOf(event.scoreRaw, event.scoreMax);
};

const isAllOf = (raw: number, max: number): boolean => raw >= max - Math.abs(max) * ALL_OF_IT;

const hasFullMarks = ({ scoreRaw, scoreMax }: LearnerEvent): boolean =>
  scoreRaw !== null && scoreMax !== null && scoreMax > 0 && isAllOf(scoreRaw, scoreMax);

/** Lowest attempt number, then earliest, then smallest id. */
const byFirst = (a: Submission, b: Submission): number =>
  a.event.attempt - b.event.attempt || byTimeThenId(a.event, b.event);
/** Latest, then highest attempt number, then smallest id: attempts can be reset, and count from 1 again then. */
const byLast = (a: Submission, b: Submission): number =>
  b.event.time - a.event.time || b.event.attempt - a.event.attempt || byTimeThenId(a.event, b.event);

interface PartResponse {
  readonly response: string;
  readonly right: boolean;
  readonly type: string;
  readonly question: string;
}

/** What one submission says about each question. */
const responsesOf = (submission: Submission): Map<string, PartResponse> =>
  new Map(
    submission.questions.length > 0
      ? submission.questions.map((question) => [
          question.part,
          partResponse(question, question.success ?? hasFullMarks(submission.event)),
        ])
      : [[SINGLE_PART, partResponse(submission.event, submission.right)]],
  );

const partResponse = (event: LearnerEvent, right: boolean): PartResponse => ({
  response: event.response,
  right,
  type: event.interactionType,
  question: event.question,
});

const correctness = (right: boolean | undefined): Correctness => (right === undefined ? -1 : right ? 1 : 0);

const partFacts = (submissions: readonly Submission[], first: Submission, last: Submission): PartFact[] => {
  const responses = submissions.map(responsesOf);
  const ofFirst = responsesOf(first);
  const ofLast = responsesOf(last);
  const names = [...new Set(responses.flatMap((byPart) => [...byPart.keys()]))].sort();
  return names.map((part) => {
    const firstResponse = ofFirst.get(part);
    const lastResponse = ofLast.get(part);
    const latest =
      lastResponse ??
      firstResponse ??
      responses.map((byPart) => byPart.get(part)).find((response) => response !== undefined);
    return {
      part,
      type: latest?.type ?? '',
      question: latest?.question ?? '',
      firstResponse: firstResponse?.response ?? '',
      firstRight: correctness(firstResponse?.right),
      lastResponse: lastResponse?.response ?? '',
      lastRight: correctness(lastResponse?.right),
      everRight: correctness(responses.some((byPart) => byPart.get(part)?.right === true)),
    };
  });
};
