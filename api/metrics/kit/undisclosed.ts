import { type Help, type Outline, type Problem, type ProblemPart, type Video, WITHHELD } from '@marginalia/contract';

/**
 * Reports about an enrolment track that is not disclosed. They are made from the report about all learners, of which they
 * keep what the course itself says; so they are the same whatever the learners of the track did, and whether there are any.
 */

/** What was asked for, as the head of the report names it. */
type AskedTrack = Pick<Outline, 'window' | 'track'>;

const HEAD = { asOf: null, breakdowns: 'withheld' } as const;

/** Of use of help, which may be that of one person. */
const NO_HELP: Help = { learners: WITHHELD, events: WITHHELD };

/** A question without anything of the learners who answered it. */
export const withoutResponses = ({ flow: _, ...part }: ProblemPart): ProblemPart => ({
  ...part,
  answers: [],
  choices: [],
  other: null,
  thirds: WITHHELD,
});

/** When an edit was, without the first tries on either side of it. */
export const withoutSides = ({ at }: Problem['edits'][number]): Problem['edits'][number] => ({
  at,
  before: WITHHELD,
  after: WITHHELD,
  difference: WITHHELD,
});

export const undisclosedOutline = (whole: Outline, asked: AskedTrack): Outline => ({
  ...whole,
  ...HEAD,
  ...asked,
  learners: WITHHELD,
  blocks: whole.blocks.map((block) => ({
    ...block,
    reach: WITHHELD,
    reachSource: null,
    attempted: WITHHELD,
    firstTry: WITHHELD,
    watched: WITHHELD,
  })),
});

export const undisclosedProblem = (whole: Problem, asked: AskedTrack): Problem => ({
  ...whole,
  ...HEAD,
  ...asked,
  learners: WITHHELD,
  firstTry: WITHHELD,
  eventual: WITHHELD,
  giveUp: WITHHELD,
  attempts: WITHHELD,
  parts: whole.parts.map((part) => ({ ...withoutResponses(part), firstTry: WITHHELD, eventual: WITHHELD })),
  help: { hint: NO_HELP, answerShown: NO_HELP },
  trend: [],
  discrimination: WITHHELD,
  difficulty: WITHHELD,
  edits: whole.edits.map(withoutSides),
  metrics: [],
});

/** How viewers went about the video, withheld: one of them alone may have. */
const NO_HABITS: Pick<Video, 'rewinds' | 'speed' | 'captions'> = {
  rewinds: { learners: WITHHELD, events: WITHHELD, landings: [] },
  speed: { faster: WITHHELD, slower: WITHHELD },
  captions: { learners: WITHHELD },
};

/** What is disclosed second by second, or by how much was seen, left out. */
export const NO_SHAPE = {
  curve: [],
  distribution: [],
  survival: [],
  dropOff: [],
  rewatched: [],
  skipped: [],
} satisfies Partial<Video>;

export const undisclosedVideo = (whole: Video, asked: AskedTrack): Video => ({
  ...whole,
  ...HEAD,
  ...asked,
  viewers: WITHHELD,
  watchedSeconds: WITHHELD,
  imputed: WITHHELD,
  coverage: WITHHELD,
  completion: WITHHELD,
  ...NO_SHAPE,
  ...NO_HABITS,
});
