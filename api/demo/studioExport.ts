import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { SECTIONS } from './content';
import { EXPERIMENT } from './content/experiment';
import { TRANSCRIPTS, type Said } from './content/transcripts';
import type { RunOfCourse } from './courseRows';
import { type ResponseValue, type Content, type ProblemContent, type Question, blockId, corrected } from './courseTree';
import { DAY, type Micros, isoTime } from './time';

/**
 * A run as Studio's *Export Course* packs it (`.tar.gz`): the words of its problems and the transcripts of its videos,
 * which no event and no table of Aspects has. The same run gives the same bytes.
 * @param keysRight whether the key of the wrongly keyed problem is (still) right
 * @param at when it was published, for the last time
 */
export const studioExport = async (run: RunOfCourse, keysRight: boolean, at: Micros): Promise<Buffer> => {
  const tar = pack();
  const mtime = new Date(at / 1000);
  const add = (name: string, text: string): void => void tar.entry({ name: `course/${name}`, mtime }, text);
  add('course.xml', courseXml(run, keysRight));
  for (const [slug, said] of Object.entries(TRANSCRIPTS)) add(`static/${transcriptFile(slug)}`, subRip(said, slug));
  tar.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of tar) chunks.push(chunk as Buffer);
  return gzipSync(Buffer.concat(chunks));
};

type Attributes = Readonly<Record<string, string | number | boolean>>;

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => `&${{ '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot' }[sign] ?? ''};`);

/** @param inside XML, not text */
const element = (name: string, attributes: Attributes, inside: readonly string[] = []): string =>
  `<${name}${Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escaped(String(value))}"`)
    .join('')}>${inside.join('\n')}</${name}>`;

const named = ({ slug, name }: { readonly slug: string; readonly name: string }): Attributes => ({
  url_name: blockId(slug),
  display_name: name,
});

const courseXml = (
  { name, org, number, run, start, end, hasExperiment = false }: RunOfCourse,
  keysRight: boolean,
): string => {
  const attributes = {
    url_name: run,
    org,
    course: number,
    display_name: name,
    language: 'en',
    start: isoTime(start),
    end: isoTime(end),
  };
  const chapters = SECTIONS.map((section) =>
    element(
      'chapter',
      named(section),
      section.subsections.map((subsection) => {
        const due = isoTime(start + Math.round(subsection.closes * DAY));
        const graded = subsection.graded ? { graded: true, format: 'Homework', due } : {};
        return element(
          'sequential',
          { ...named(subsection), ...graded },
          subsection.units.map((unit) =>
            element('vertical', named(unit), [
              ...unit.contents.map((content) => blockXml(content, keysRight)),
              ...(hasExperiment && unit.slug === EXPERIMENT.unit ? [experimentXml()] : []),
            ]),
          ),
        );
      }),
    ),
  );
  return element('course', attributes, chapters);
};

const experimentXml = (): string =>
  element(
    'split_test',
    { ...named(EXPERIMENT), user_partition_id: 50 },
    EXPERIMENT.arms.map((arm) => element('vertical', named(arm), [element(arm.reading.type, named(arm.reading))])),
  );

const blockXml = (content: Content, keysRight: boolean): string => {
  if (content.type === 'problem') return problemXml(content, keysRight);
  if (content.type !== 'video') return element(content.type, named(content));
  const asset = element('video_asset', { client_video_id: `${content.slug}.mp4`, duration: content.length });
  const said = TRANSCRIPTS[content.slug]
    ? [element('transcript', { language: 'en', src: transcriptFile(content.slug) })]
    : [];
  return element('video', named(content), [asset, ...said]);
};

const problemXml = (problem: ProblemContent, keysRight: boolean): string =>
  element('problem', { ...named(problem), max_attempts: problem.attempts, weight: problem.questions.length }, [
    ...problem.questions.map((question) => questionXml(keysRight ? corrected(question) : question)),
    ...(problem.hints.length > 0
      ? [
          element(
            'demandhint',
            {},
            problem.hints.map((hint) => element('hint', {}, [escaped(hint)])),
          ),
        ]
      : []),
  ]);

const questionXml = (question: Question): string => {
  const label = element('label', {}, [escaped(question.text)]);
  const [right = ''] = question.right.map(([response]) => response);
  switch (question.kind) {
    case 'numericalresponse':
      return element(question.kind, { answer: String(right) }, [label, element('formulaequationinput', {})]);
    case 'stringresponse':
      return element(question.kind, { answer: String(right), type: 'ci' }, [label, element('textline', { size: 20 })]);
    case 'optionresponse':
      return element(question.kind, {}, [label, element('optioninput', {}, choicesOf(question, 'option'))]);
    case 'choiceresponse':
      return element(question.kind, {}, [label, element('checkboxgroup', {}, choicesOf(question, 'choice'))]);
    default:
      return element(question.kind, {}, [
        label,
        element('choicegroup', { type: 'MultipleChoice' }, choicesOf(question, 'choice')),
      ]);
  }
};

/** Every text that is in some answer, in the order of the alphabet: an order that gives no answer away. */
const choicesOf = ({ right, wrong }: Question, name: 'choice' | 'option'): string[] => {
  const texts = (responses: Question['right']): string[] => responses.flatMap(([response]) => textsOf(response));
  const marked = new Set(texts(right));
  return [...new Set([...marked, ...texts(wrong)])]
    .sort()
    .map((text) =>
      element(name, { correct: marked.has(text) ? (name === 'option' ? 'True' : 'true') : 'false' }, [escaped(text)]),
    );
};

const textsOf = (response: ResponseValue): readonly string[] => (typeof response === 'string' ? [response] : response);

const transcriptFile = (slug: string): string => `${slug}-en.srt`;

const clock = (second: number): string => `${new Date(second * 1000).toISOString().slice(11, 19)},000`;

const subRip = (said: Said, slug: string): string => {
  const length = lengthOf(slug);
  return said
    .map(([from, sentence], i) => `${i + 1}\n${clock(from)} --> ${clock(said[i + 1]?.[0] ?? length)}\n${sentence}\n`)
    .join('\n');
};

const VIDEOS = SECTIONS.flatMap(({ subsections }) => subsections)
  .flatMap(({ units }) => units)
  .flatMap(({ contents }) => contents)
  .filter((content) => content.type === 'video');

const lengthOf = (slug: string): number => Math.floor(VIDEOS.find((video) => video.slug === slug)?.length ?? 0);
