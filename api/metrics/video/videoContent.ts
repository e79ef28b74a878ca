import type { Video } from '@marginalia/contract';
import type { Sentence } from '../../facts/content';

/** What is said in a video, in one of the languages there are. */
export interface Transcript {
  readonly language: string;
  readonly languages: readonly string[];
  readonly sentences: readonly Sentence[];
}

/** A video's report with what is said in it. @param transcript null where the course has none */
export const withTranscript = (video: Video, transcript: Transcript | null): Video =>
  transcript
    ? {
        ...video,
        transcript: {
          language: transcript.language,
          languages: [...transcript.languages],
          sentences: [...transcript.sentences],
        },
      }
    : video;
