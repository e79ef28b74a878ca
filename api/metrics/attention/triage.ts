import * as z from 'zod';
import { type AttentionNote, type AttentionState, NoteStatus } from '@marginalia/contract';
import type { Micros } from '../../lib/time';
import { isoTime } from '../../lib/time';
import type { Finding } from './findings';
import { wilson } from '../kit/stats';

/** What a finding rested on when somebody triaged it. */
const Evidence = z.object({
  learners: z.number(),
  affected: z.number(),
  of: z.number(),
  /** When the block was last changed, microseconds. */
  editedAt: z.nullable(z.number()),
  since: z.number(),
});
type Evidence = z.infer<typeof Evidence>;

export interface Note {
  readonly status: NoteStatus;
  readonly text: string;
  readonly by: string;
  readonly at: Micros;
  readonly evidence: Evidence;
}

/** "Later" is over when the finding rests on this many times the learners. */
const LATER = 1.5;

export const evidenceOf = ({ learners, affected, of, version }: Finding): Evidence => ({
  learners,
  affected,
  of,
  editedAt: version.editedAt,
  since: version.since,
});

/** A stored triage, which this service wrote itself; null where it cannot be read. */
export const parseNote = (row: {
  status: string;
  note: string;
  author: string;
  at: Micros;
  evidence: string;
}): Note | null => {
  const status = NoteStatus.safeParse(row.status);
  try {
    const evidence = Evidence.parse(JSON.parse(row.evidence));
    return status.success ? { status: status.data, text: row.note, by: row.author, at: row.at, evidence } : null;
  } catch {
    return null;
  }
};

/** Clearly more of those concerned than when it was triaged: the whole interval lies above the share of then. */
const isWorse = (finding: Finding, { affected, of }: Evidence): boolean =>
  of > 0 && finding.of > 0 && wilson(finding.affected, finding.of).low > affected / of;

const isEditedSince = ({ version }: Finding, { editedAt }: Evidence): boolean =>
  version.editedAt !== null && version.editedAt > (editedAt ?? 0);

/**
 * Where an item of the list stands. What an author said holds until the evidence changes: `intended` until it is
 * clearly worse or a new version of the block shows it too, `later` until that or half as many learners more, `fixed` until
 * those who came since show it again: whatever is on the list by their results is back.
 */
export const stateOf = (finding: Finding, note: Note | null): AttentionState => {
  const isWatched = finding.needed !== null;
  const untriaged = isWatched ? 'watching' : 'new';
  if (note === null || note.status === 'open') return untriaged;
  const then = note.evidence;
  const changed = isWorse(finding, then) || (isEditedSince(finding, then) && !isWatched);
  switch (note.status) {
    case 'seen':
      return untriaged === 'new' ? 'seen' : untriaged;
    case 'intended':
      return changed ? 'back' : 'set_aside';
    case 'later':
      return changed || finding.learners >= then.learners * LATER ? 'back' : 'set_aside';
    case 'fixed':
      // the list may have been made before the triage
      return isWatched || note.at > (finding.version.editedAt ?? 0) ? 'watching' : 'back';
  }
};

/** A triage for the wire; one taken back, or a mere look, is none. */
export const noteOf = (note: Note | null): AttentionNote | null =>
  note === null || note.status === 'open' || note.status === 'seen'
    ? null
    : { status: note.status, text: note.text, by: note.by, at: isoTime(note.at) };
