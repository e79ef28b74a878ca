import type { Audience } from '../facts/audience';
import type { CourseContent, ProblemContent, Sentence, VideoContent } from '../facts/content';

/** What a block hands down to what is in it, where that says nothing of its own. */
export interface Settings {
  readonly graded: boolean;
  readonly format: string;
  readonly start: string | null;
  readonly due: string | null;
  /** Only for the course team. */
  readonly isHidden: boolean;
  /** The content groups it is limited to, as one text; '' for none. */
  readonly groups: string;
  /** Left out of the course outline. */
  readonly isUnlisted: boolean;
}

/** A block of a course as one publish has it, wherever that came from. */
export interface PublishedBlock extends Settings {
  /** Usage key. */
  readonly id: string;
  readonly type: string;
  readonly name: string;
  /** The innermost unit, subsection, section or course around it; null for the course. */
  readonly parent: string | null;
  /** Which section, subsection and unit it stands in, each from 1; 0 where it stands above. */
  readonly place: readonly [section: number, subsection: number, unit: number];
  /** Whether the source says whom it is offered to; what gives it to some learners only, and what it gives to each itself. */
  readonly offer: Pick<Audience, 'isStated' | 'drawn' | 'draws'>;
  /** Null where the source does not say. */
  readonly content: ProblemContent | VideoContent | CourseContent | null;
  /** Differs where the block's definition does; '' where that is not known. */
  readonly fingerprint: string;
  /** Of a video, by language. */
  readonly transcripts: ReadonlyMap<string, readonly Sentence[]>;
}

/** A whole course as published, in depth-first order, the course first. */
export interface PublishedCourse {
  readonly key: string;
  readonly name: string;
  readonly start: string | null;
  readonly end: string | null;
  readonly isSelfPaced: boolean;
  readonly blocks: readonly PublishedBlock[];
  /** Blocks whose own file could not be read, and why; their places are kept. */
  readonly rejects: readonly { readonly path: string; readonly reason: string }[];
  /** What was read in another way than its authors may expect, in full sentences. */
  readonly warnings: readonly string[];
  /** When it was published or exported, milliseconds since 1970; 0 where the source does not say. */
  readonly at: number;
  /** The same for the same source, whatever the order and the times of its files. */
  readonly hash: string;
}

/** The usage key of a block of a course; courses of before 2014 have a form of their own. */
export const usageKeyIn = (courseKey: string, type: string, name: string): string => {
  const found = /^(course-v1|ccx-v1):(.+)$/.exec(courseKey);
  if (!found) return `i4x://${courseKey.split('/').slice(0, 2).join('/')}/${type}/${name}`;
  return `${found[1] === 'ccx-v1' ? 'ccx-block-v1' : 'block-v1'}:${found[2]}+type@${type}+block@${name}`;
};

/** Whether a text is a course key: `course-v1:Org+Course+Run`, `ccx-v1:…`, or `Org/Course/Run`. */
export const isCourseKey = (text: string): boolean =>
  /^(course-v1|ccx-v1):[^+\s/]+\+[^+\s/]+\+[^+\s/]+(\+ccx@\d+)?$/.test(text) ||
  /^[^/\s+]+\/[^/\s+]+\/[^/\s+]+$/.test(text);

/** The section, subsection and unit numbers of blocks as they are met in depth-first order. */
export class Places {
  private counts: [number, number, number] = [0, 0, 0];

  /** @param type a second unit inside a unit stands where the outer one does */
  next(type: string, parentType: string): readonly [number, number, number] {
    const [section, subsection, unit] = this.counts;
    if (type === 'chapter') this.counts = [section + 1, 0, 0];
    if (type === 'sequential') this.counts = [section, subsection + 1, 0];
    if (type === 'vertical' && parentType !== 'vertical') this.counts = [section, subsection, unit + 1];
    if (parentType === 'course' && type !== 'chapter') return [0, 0, 0];
    if (parentType === 'chapter' && type !== 'sequential') return [this.counts[0], 0, 0];
    if (parentType === 'sequential' && type !== 'vertical') return [this.counts[0], this.counts[1], 0];
    return this.counts;
  }
}
