import { fleschKincaid } from 'flesch-kincaid';
import { syllable } from 'syllable';
import { wordsOf } from './voice';

/** The US school grade for which sentences are easy to read, by Flesch and Kincaid; 0 where there are none. */
export const flesch = (sentences: readonly string[]): number =>
  sentences.length === 0
    ? 0
    : fleschKincaid({
        sentence: sentences.length,
        word: sentences.reduce((sum, sentence) => sum + wordsOf(sentence), 0),
        syllable: sentences.reduce((sum, sentence) => sum + syllable(sentence), 0),
      });
