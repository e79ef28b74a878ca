import type { Sentence, VideoContent } from '../../facts/content';
import { type XmlElement, descendants, elementsIn } from '../../lib/xml';
import { DefinitionError, type OlxFiles, isObject } from './olxFiles';
import { type Fields, textField } from './olxSettings';
import type { Settings } from '../../store/published';
import { readTranscript } from './transcripts';

/** Languages of one video that are kept. */
const MOST_LANGUAGES = 30;
/** Bytes of one transcript. */
export const LARGEST_TRANSCRIPT = 2 * 2 ** 20;

/**
 * What a video's definition says, and the transcripts it names among the archive's files. The language of the course
 * goes first, then English.
 * @param onReject called with each transcript that is there and cannot be read
 */
export const videoContent = (
  video: XmlElement,
  fields: Fields,
  settings: Settings,
  files: OlxFiles,
  courseLanguage: string,
  onReject: (path: string, reason: string) => void,
): { content: VideoContent; transcripts: Map<string, Sentence[]> } => {
  const transcripts = new Map<string, Sentence[]>();
  for (const [language, name] of [...transcriptFiles(video, fields, files)].slice(0, MOST_LANGUAGES)) {
    const read = readFile(files, `static/${name}`);
    if (typeof read === 'string') onReject(`static/${name}`, read);
    else transcripts.set(language, read);
  }
  const { due, graded, format, isHidden } = settings;
  const rank = (language: string): number => (language === courseLanguage ? 0 : language === 'en' ? 1 : 2);
  const languages = [...transcripts.keys()].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  return { content: { due, graded, format, isHidden, duration: durationOf(video, fields), languages }, transcripts };
};

const readFile = (files: OlxFiles, path: string): Sentence[] | string => {
  if ((files.files.get(path)?.length ?? 0) > LARGEST_TRANSCRIPT)
    return `it is larger than ${LARGEST_TRANSCRIPT / 2 ** 20} MB`;
  try {
    return readTranscript(files.text(path)) ?? 'it is no transcript: neither SubRip, WebVTT nor sjson';
  } catch (error) {
    if (error instanceof DefinitionError) return error.message;
    throw error;
  }
};

/**
 * File names below static/ by language, of those that are there. Courses of different ages name them in different
 * ways; where two ways name one language, what the video platform exported goes first.
 */
const transcriptFiles = (video: XmlElement, fields: Fields, files: OlxFiles): Map<string, string> => {
  const found = new Map<string, string>();
  const add = (language: string, ...names: string[]): void => {
    const name = names.find((one) => one !== '' && files.has(`static/${one}`));
    if (/^[\w-]{2,20}$/.test(language) && name !== undefined && !found.has(language)) found.set(language, name);
  };
  const id = textField(fields, 'edx_video_id');
  for (const { name, attributes } of descendants(video))
    if (name === 'transcript' && attributes.language_code) {
      const [language, format] = [attributes.language_code, attributes.file_format ?? 'srt'];
      add(language, `${id}-${language}.${format}`, `${id}-${language}.srt`, `${id}-${language}.sjson`);
    }
  for (const [language, name] of Object.entries(jsonTexts(textField(fields, 'transcripts'))))
    add(language, name, `${name}.sjson`);
  for (const { name, attributes } of elementsIn(video))
    if (name === 'transcript') add(attributes.language ?? '', attributes.src ?? '', `${attributes.src ?? ''}.sjson`);
  const sub = textField(fields, 'sub');
  if (sub !== '') add('en', `subs_${sub}.srt.sjson`, `subs_${sub}.srt`, `${sub}.srt`);
  return found;
};

const jsonTexts = (text: string): Record<string, string> => {
  try {
    const value: unknown = JSON.parse(text);
    if (!isObject(value)) return {};
    return Object.fromEntries(
      Object.entries(value).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
    );
  } catch {
    return {};
  }
};

/** Seconds: as the video platform measured it, else where the author lets it end. */
const durationOf = (video: XmlElement, fields: Fields): number | null => {
  const measured = descendants(video)
    .filter(({ name }) => name === 'video_asset')
    .map(({ attributes }) => Number(attributes.duration ?? ''))
    .find((seconds) => seconds > 0 && Number.isFinite(seconds));
  return (
    measured ?? positive(seconds(textField(fields, 'duration'))) ?? positive(seconds(textField(fields, 'end_time')))
  );
};

const positive = (number: number): number | null => (number > 0 && number <= 360_000 ? number : null);

/** `00:03:15`, `03:15`, `195.0`; NaN for anything else. */
const seconds = (text: string): number =>
  /^\d+(:\d{1,2}){0,2}(\.\d+)?$/.test(text.trim())
    ? text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)
    : NaN;
