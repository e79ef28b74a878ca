import type { PartContent, ProblemContent } from '../../facts/content';
import { type XmlElement, descendants, elementsIn, plainText } from '../../lib/xml';
import { type Fields, numberField, textField } from './olxSettings';
import type { Settings } from '../../store/published';
import { acceptedOf, isCaseSensitive } from './acceptedResponses';
import { choicesIn } from './choiceXml';
import { cut } from './cut';
import { QuestionTexts } from './questionText';

/** Elements that are a question each, as Open edX knows them; each takes one number, in document order. */
const RESPONSES =
  /^(truefalse|multiplechoice|choice|option|numerical|string|custom|formula|code|external|schematic|image|annotation|choicetext|symbolic|javascript)response$/;
/** Elements into which a learner's answer goes; each takes one number within its question. */
const INPUTS = new Set([
  ...['optioninput', 'choicegroup', 'radiogroup', 'checkboxgroup', 'radiotextgroup', 'checkboxtextgroup'],
  ...[
    'textline',
    'textbox',
    'codeinput',
    'matlabinput',
    'formulaequationinput',
    'chemicalequationinput',
    'filesubmission',
  ],
  ...['javascriptinput', 'jsinput', 'schematic', 'imageinput', 'crystallography', 'vsepr_input', 'annotationinput'],
  ...['drag_and_drop_input', 'editamoleculeinput', 'designprotein2dinput', 'editageneinput', 'jsme'],
]);

/**
 * What a problem's XML says. Scripts in it are never run, so what they would compute is left open.
 * @param fields the problem's own; `inherited` those of its course
 */
export const problemContent = (
  problem: XmlElement,
  fields: Fields,
  inherited: Fields,
  settings: Settings,
): ProblemContent => {
  const from = (name: string): Fields => (Object.hasOwn(fields, name) ? fields : inherited);
  const { due, graded, format, isHidden } = settings;
  return {
    due,
    graded,
    format,
    isHidden,
    parts: partsOf(problem),
    hints: descendants(problem)
      .filter((element) => element.name === 'demandhint')
      .flatMap((demand) => elementsIn(demand).filter(({ name }) => name === 'hint'))
      .map((hint) => cut(plainText(hint.children)))
      .filter((hint) => hint !== ''),
    maxAttempts: numberField(from('max_attempts'), 'max_attempts'),
    weight: numberField(fields, 'weight'),
    showAnswer: textField(from('showanswer'), 'showanswer') || 'finished',
    variants: isDrawnAnew(textField(from('rerandomize'), 'rerandomize')) && hasScript(problem),
  };
};

/** Without a setting, and in courses older than its names, all learners have the same seed. */
const isDrawnAnew = (rerandomize: string): boolean => !['', 'never', 'false'].includes(rerandomize.toLowerCase());

/** Open edX draws values in scripts only. */
const hasScript = (problem: XmlElement): boolean => descendants(problem).some(({ name }) => name === 'script');

/** Questions in document order, numbered from 2 as Open edX does; their inputs from 1. */
const partsOf = (problem: XmlElement): PartContent[] => {
  const texts = new QuestionTexts(problem, INPUTS);
  return descendants(problem)
    .filter(({ name }) => RESPONSES.test(name))
    .flatMap((response, index) => {
      const inputs = descendants(response).filter(({ name }) => INPUTS.has(name));
      return inputs.map((input, at): PartContent => ({
        part: `${index + 2}_${at + 1}`,
        question: cut(texts.of(response, input, inputs.length)),
        responseType: response.name,
        isSet: /^checkbox/.test(input.name),
        choices: choicesIn(response, input),
        accepted: acceptedOf(response, input, at),
        isCaseSensitive: isCaseSensitive(response),
      }));
    });
};
