import { type Rate, WITHHELD } from '@marginalia/contract';
import { mayDisclosePart } from './privacy/suppress';
import { rate } from './stats';

/** A part of the learners judged. Whoever needs help is disclosed as a group or not at all, and so is the rest. */
export const partOf = (part: number, whole: number, minLearners: number, reason = 'no_learners'): Rate =>
  mayDisclosePart(part, whole, minLearners) ? rate(part, whole, whole, minLearners, reason) : WITHHELD;
