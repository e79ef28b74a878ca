import type { Sentence } from '../../facts/content';
import { plainMarkup } from '../../lib/xml';
import { isObject } from './olxFiles';

/** A piece of speech as a subtitle file has it, seconds. */
interface Cue {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** More is no transcript of a lecture. */
const MOST_CUES = 20_000;
/** A sentence that does not end is cut where a speaker pauses so long, or when it gets too long; seconds, characters. */
const PAUSE_SECONDS = 3;
const LONGEST_SECONDS = 30;
const LONGEST_TEXT = 400;

/**
 * The sentences of a transcript: SubRip (`.srt`), WebVTT, or Open edX's own form (`.sjson`: `{"start": [ms, …], "end":
 * [ms, …], "text": […]}`).
 * @returns null where it is none of these
 */
export const readTranscript = (text: string): Sentence[] | null => {
  const cues = text.trimStart().startsWith('{') ? fromSjson(text) : fromSrt(text);
  return cues && cues.length > 0 ? sentences(cues.slice(0, MOST_CUES)) : null;
};

const fromSjson = (text: string): Cue[] | null => {
  try {
    const value: unknown = JSON.parse(text);
    if (!isObject(value)) return null;
    const { start, end, text: texts } = value;
    if (!Array.isArray(start) || !Array.isArray(end) || !Array.isArray(texts)) return null;
    return tidy(
      texts.map((said: unknown, i) => ({
        from: Number(start[i]) / 1000,
        to: Number(end[i]) / 1000,
        text: String(said ?? ''),
      })),
    );
  } catch {
    return null;
  }
};

const TIMES = /^((?:\d+:)?\d{1,2}:\d{2}[,.]\d{1,3})\s*-->\s*((?:\d+:)?\d{1,2}:\d{2}[,.]\d{1,3})/;

const fromSrt = (text: string): Cue[] =>
  tidy(
    text
      .replace(/\r\n?/g, '\n')
      .split(/\n[ \t]*\n/)
      .flatMap((block) => {
        const lines = block.trim().split('\n');
        const at = lines.findIndex((line) => TIMES.test(line));
        const [, from, to] = TIMES.exec(lines[at] ?? '') ?? [];
        if (from === undefined || to === undefined) return [];
        return [{ from: clock(from), to: clock(to), text: lines.slice(at + 1).join(' ') }];
      }),
  );

const clock = (text: string): number =>
  text
    .replace(',', '.')
    .split(':')
    .reduce((sum, part) => sum * 60 + Number(part), 0);

const tidy = (cues: readonly Cue[]): Cue[] =>
  cues
    .map((cue) => ({ ...cue, text: plainMarkup(cue.text) }))
    .filter(({ from, to, text }) => from >= 0 && to >= from && Number.isFinite(to) && text !== '')
    .sort((a, b) => a.from - b.from || a.to - b.to);

const ENDS = /[.?!…。？！؟।]["'”’»)\]]*$/;

const sentences = (cues: readonly Cue[]): Sentence[] => {
  const found: Sentence[] = [];
  let now: Cue | null = null;
  for (const cue of cues) {
    if (now && (cue.from - now.to >= PAUSE_SECONDS || isFull(now))) {
      found.push(whole(now));
      now = null;
    }
    now = now ? { from: now.from, to: Math.max(now.to, cue.to), text: `${now.text} ${cue.text}` } : cue;
    if (ENDS.test(cue.text)) {
      found.push(whole(now));
      now = null;
    }
  }
  if (now) found.push(whole(now));
  return found;
};

const isFull = ({ from, to, text }: Cue): boolean => to - from >= LONGEST_SECONDS || text.length >= LONGEST_TEXT;

const whole = ({ from, to, text }: Cue): Sentence => ({ from, to, text: text.slice(0, 2 * LONGEST_TEXT) });
