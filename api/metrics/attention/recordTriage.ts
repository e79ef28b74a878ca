import type { AttentionNote, NoteStatus } from '@marginalia/contract';
import { disclosed } from './attentionReport';
import { evidenceOf } from './triage';
import type { AuthorScope } from '../../auth/scope';
import type { Engine } from '../../store/engine';
import { ApiError } from '../../lib/apiError';
import { wholeCharacters } from '../../lib/text';
import { isoTime, sqlTime } from '../../lib/time';
import { engineClock } from '../../store/queries/state';
import { readAttention } from './readModels';

/**
 * Records an author's triage of an item of the list, with the evidence of this moment. Earlier ones stay.
 * @throws ApiError not_found where the list has no such item
 */
export const recordTriage = async (
  engine: Engine,
  scope: AuthorScope,
  item: string,
  { status, text: sent }: { readonly status: NoteStatus; readonly text: string },
  minLearners: number,
): Promise<AttentionNote> => {
  const { stored } = await readAttention(engine, scope);
  const finding = disclosed(stored, minLearners).find(({ key }) => key === item);
  if (!finding) throw new ApiError('not_found', { item });
  const text = wholeCharacters(sent);
  const at = (await engineClock.run(engine, {}))[0]?.now ?? Date.now() * 1000;
  await engine.insert(`${engine.databases.own}.attention_notes`, [
    {
      course_key: scope.courseKey,
      item,
      at: sqlTime(at),
      request_id: scope.requestId,
      status,
      note: text,
      author: scope.author,
      evidence: JSON.stringify(evidenceOf(finding)),
    },
  ]);
  return { status, text, by: scope.author, at: isoTime(at) };
};
