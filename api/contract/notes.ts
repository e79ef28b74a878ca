import * as z from 'zod/mini';
import { endpoint } from './endpoint';

/**
 * What an author says to an item of the list: it is meant to be so; it was mended; not now. `seen`: somebody of the team
 * looked at it. `open` takes it back.
 */
export const NOTE_STATUSES = ['intended', 'fixed', 'later', 'seen', 'open'] as const;
export const NoteStatus = z.enum(NOTE_STATUSES);
export type NoteStatus = z.infer<typeof NoteStatus>;

export const LONGEST_NOTE = 1000;

export const AttentionNote = z.strictObject({
  status: NoteStatus,
  /** The author's own words; may be empty. */
  text: z.string(),
  /** Username in the LMS. */
  by: z.string(),
  /** ISO 8601. */
  at: z.string(),
});
export type AttentionNote = z.infer<typeof AttentionNote>;

export const putAttentionNote = endpoint({
  method: 'PUT',
  path: '/api/v1/courses/:course/attention/:item/note',
  summary: 'Answers a finding: intended, fixed, later, seen; or open, which removes an answer.',
  query: z.strictObject({}),
  body: z.strictObject({
    status: NoteStatus,
    text: z.optional(z.string().check(z.maxLength(LONGEST_NOTE))),
  }),
  response: AttentionNote,
});
