import type { ChoiceContent, PartContent, ProblemContent } from '../facts/content';
import { type XmlElement, descendants, elementsIn, isElement, plainText } from '../lib/xml';
import { type Fields, numberField, textField } from './olxSettings';
import type { Settings } from './published';
import { acceptedOf } from './acceptedAnswers';

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
/** The most a stored text may have: a question that is an essay is cut. */
const LONGEST = 2000;
const cut = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);

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
  const before = textsBefore(problem);
  return descendants(problem)
    .filter(({ name }) => RESPONSES.test(name))
    .flatMap((response, index) => {
      const inputs = descendants(response).filter(({ name }) => INPUTS.has(name));
      return inputs.map((input, at): PartContent => ({
        part: `${index + 2}_${at + 1}`,
        question: cut(questionOf(response, input, inputs.length, before)),
        responseType: response.name,
        isSet: /^checkbox/.test(input.name),
        choices: choicesOf(response, input),
        accepted: acceptedOf(response, input, at),
      }));
    });
};

/** The label, else what stands between the input before and this one. */
const questionOf = (
  response: XmlElement,
  input: XmlElement,
  inputs: number,
  before: ReadonlyMap<XmlElement, string>,
): string => {
  const label = elementsIn(response).find(({ name }) => name === 'label');
  const group = label ? plainText(label.children) : '';
  const own = plainText([input.attributes.label ?? '']);
  if (inputs > 1)
    return own || [group, before.get(input) ?? ''].filter((text) => text !== '' && text !== group).join(' ');
  return group || own || before.get(input) || '';
};

/** Elements whose texts ask nothing. */
const ASIDE =
  /^(solution|demandhint|hintgroup|answer|responseparam|additional_answer|stringequalhint|partial_credit|script)$/;

/** For every input the texts since the input before it. */
const textsBefore = (problem: XmlElement): Map<XmlElement, string> => {
  const found = new Map<XmlElement, string>();
  let since: (XmlElement | string)[] = [];
  const walk = (node: XmlElement | string): void => {
    if (!isElement(node)) since.push(node);
    else if (ASIDE.test(node.name)) return;
    else if (INPUTS.has(node.name)) {
      found.set(node, plainText(since));
      since = [];
    } else if (descendants(node).some(({ name }) => INPUTS.has(name))) node.children.forEach(walk);
    else since.push(node);
  };
  problem.children.forEach(walk);
  return found;
};

const choicesOf = (response: XmlElement, input: XmlElement): ChoiceContent[] => {
  if (input.name === 'optioninput') return optionsOf(input);
  if (!/group$/.test(input.name)) return [];
  const keepsNames = response.name !== 'choiceresponse';
  let unnamed = 0;
  return descendants(input)
    .filter(({ name }) => name === 'choice')
    .map((choice) => {
      // a name that the author gave takes no number; where several may be ticked, none is kept
      const name = keepsNames ? choice.attributes.name : undefined;
      return {
        id: `choice_${name ?? unnamed++}`,
        text: cut(plainText(choice.children)),
        correct: truth(choice.attributes.correct ?? 'false'),
        hint: cut(hintIn(choice, 'choicehint')),
      };
    });
};

/** Null where a script would say. A partly right choice is not right: it does not give all of the score. */
const truth = (text: string): boolean | null => (/[$]/.test(text) ? null : /^true$/i.test(text.trim()));

/** Of several hints in a ticked choice, that for who ticked it. */
const hintIn = (element: XmlElement, name: string): string => {
  const hints = elementsIn(element).filter((child) => child.name === name);
  const hint = hints.find(({ attributes }) => attributes.selected !== 'false');
  return hint ? plainText(hint.children) : '';
};

/** `<option correct="True">text</option>`, or `options="('a','b')" correct="a"`. */
const optionsOf = (input: XmlElement): ChoiceContent[] => {
  const children = elementsIn(input).filter(({ name }) => name === 'option');
  const key = input.attributes.correct?.trim();
  const choice = (text: string, correct: boolean | null, hint: string): ChoiceContent => ({
    id: text,
    text: cut(text),
    correct,
    hint: cut(hint),
  });
  if (children.length > 0)
    return children.map((option) => {
      const text = plainText(option.children);
      return choice(text, truth(option.attributes.correct ?? 'false'), hintIn(option, 'optionhint'));
    });
  return quotedTexts(input.attributes.options ?? '').map((text) =>
    choice(text, key === undefined || key.startsWith('$') ? null : text === key, ''),
  );
};

/** The texts in a list as Python writes it: `('a', "it's", 'b\'c')`. It is read as text, never evaluated. */
export const quotedTexts = (list: string): string[] =>
  [...list.matchAll(/'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/gs)].map((found) =>
    (found[1] ?? found[2] ?? '').replace(/\\(.)/gs, '$1').replace(/\s+/g, ' ').trim(),
  );
