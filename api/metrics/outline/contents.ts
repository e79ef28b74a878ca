import * as z from 'zod';
import type { Transcript } from '../video/videoContent';
import type { CourseScope } from '../../auth/scope';
import type { Engine } from '../../store/engine';
import { ProblemContent, Sentence, VideoContent } from '../../facts/content';
import { blockTranscript } from '../../store/queries/contents';

/** A JSON text as one of our own kinds; null where it is something else, as a block is whose type was changed. */
const read = <S extends z.ZodType>(schema: S, text: string | undefined): z.infer<S> | null =>
  text ? (schema.safeParse(JSON.parse(text)).data ?? null) : null;

/** What a problem said as last published, from its stored text; null where no export has it. */
export const problemContentOf = (text: string): ProblemContent | null => read(ProblemContent, text);

/** What a video was as last published, from its stored text, and what is said in it in the first of its languages. */
export const readVideoContent = async (
  engine: Engine,
  { courseKey }: CourseScope,
  block: string,
  text: string,
): Promise<{ readonly duration: number | null; readonly transcript: Transcript | null }> => {
  const content = read(VideoContent, text);
  if (!content) return { duration: null, transcript: null };
  const languages = content.languages ?? [];
  const [said] =
    languages.length === 0 ? [] : await blockTranscript.run(engine, { course: courseKey, block, languages });
  const sentences = read(z.array(Sentence), said?.content);
  return {
    duration: content.duration,
    transcript: said && sentences ? { language: said.language, languages, sentences } : null,
  };
};
