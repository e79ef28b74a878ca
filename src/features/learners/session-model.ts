import type { Learner } from '@marginalia/contract';

type Moment = Learner['timeline'][number];
type What = Moment['what'];

/** A longer pause ends a session. */
const PAUSE_MS = 30 * 60_000;

export const SESSION_KINDS = ['all', 'problems', 'videos', 'help'] as const;
export type SessionKind = (typeof SESSION_KINDS)[number];

const OF_KIND: Readonly<Record<Exclude<SessionKind, 'all'>, readonly What[]>> = {
  problems: ['answered_right', 'answered_wrong'],
  videos: ['watched'],
  help: ['hint', 'answer_shown'],
};

interface SessionEvent {
  readonly at: string;
  readonly what: Exclude<What, 'other'>;
  readonly name: string;
  /** How often it happened without anything else between. */
  readonly times: number;
}

/** One time of work: everything with pauses of less than half an hour. */
export interface Session {
  readonly start: string;
  readonly end: string;
  /** Oldest first. */
  readonly moments: readonly Moment[];
  /** The same for people: repetitions together, what has no name of ours left out. */
  readonly events: readonly SessionEvent[];
}

const eventsOf = (moments: readonly Moment[]): SessionEvent[] => {
  const events: SessionEvent[] = [];
  for (const { at, what, block } of moments) {
    if (what === 'other') continue;
    const name = block?.name ?? '';
    const last = events.at(-1);
    if (last?.what === what && last.name === name) events[events.length - 1] = { ...last, times: last.times + 1 };
    else events.push({ at, what, name, times: 1 });
  }
  return events;
};

/** Sessions, newest first. @param timeline newest first @param kind only sessions in which something of it happened */
export const sessionsOf = (timeline: Learner['timeline'], kind: SessionKind = 'all'): Session[] => {
  const groups: Moment[][] = [];
  for (const moment of [...timeline].sort((a, b) => Date.parse(a.at) - Date.parse(b.at))) {
    const last = groups.at(-1);
    const before = last?.at(-1);
    if (last === undefined || before === undefined || Date.parse(moment.at) - Date.parse(before.at) >= PAUSE_MS)
      groups.push([moment]);
    else last.push(moment);
  }
  return groups
    .filter((moments) => kind === 'all' || moments.some(({ what }) => OF_KIND[kind].includes(what)))
    .flatMap((moments) => {
      const [first, last] = [moments.at(0), moments.at(-1)];
      return first === undefined || last === undefined
        ? []
        : [{ start: first.at, end: last.at, moments, events: eventsOf(moments) }];
    })
    .reverse();
};

/** What a session is summed up by. `correct`: problems answered correctly in it. `unknown`: what has no name of ours. */
export const factsOf = ({ moments }: Session) => {
  const of = (...kinds: What[]): Moment[] => moments.filter(({ what }) => kinds.includes(what));
  const ids = (some: readonly Moment[]): Set<string> => new Set(some.map(({ block }) => block?.id ?? ''));
  const videos = [...new Set(of('watched').map(({ block }) => block?.name ?? ''))].filter((name) => name !== '');
  return {
    videos,
    problems: ids(of('answered_right', 'answered_wrong')).size,
    correct: ids(of('answered_right')).size,
    help: of('hint', 'answer_shown').length,
    other: moments.length,
    unknown: of('other').length,
  };
};
