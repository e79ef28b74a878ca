import type { ChoiceContent } from '../../facts/content';
import { type XmlElement, descendants, elementsIn, plainText } from '../../lib/xml';
import { sentTexts, textBefore } from '../../lib/xmlText';
import { withoutHints } from '../../lib/choiceMarkup';
import { cut } from './cut';

/** The longest answer that is kept to be known again word for word; a longer one is known by its beginning, without markup. */
const LONGEST_SENT = 20_000;

/** A choice before its words are made different from those of the others. */
interface Read extends ChoiceContent {
  /** Files of the pictures in it. */
  readonly pictures: readonly string[];
}

/** The choices of an input, in the order of the source; none where it has none. */
export const choicesIn = (response: XmlElement, input: XmlElement): ChoiceContent[] => {
  if (input.name === 'optioninput') return distinguished(optionsOf(input));
  return /group$/.test(input.name) ? distinguished(groupOf(response, input)) : [];
};

const groupOf = (response: XmlElement, group: XmlElement): Read[] => {
  const takesNames = !['choiceresponse', 'choicetextresponse'].includes(response.name);
  let unnamed = 0;
  return descendants(group)
    .filter(({ name }) => name === 'choice' || (takesNames && name === 'compoundhint'))
    .map((choice) => {
      // a name that the author gave takes no number; where several may be ticked, or numbers filled in, none is kept
      const name = takesNames ? choice.attributes.name : undefined;
      return { choice, id: `choice_${name ?? unnamed++}` };
    })
    .filter(({ choice }) => choice.name === 'choice')
    .map(({ choice, id }) => ({
      id,
      text: plainText(choice.children),
      // choices with numbers to fill in are sent by their names
      sent: group.name.endsWith('textgroup') ? [] : sentTexts(choice).filter((text) => text.length <= LONGEST_SENT),
      correct: truth(choice.attributes.correct ?? 'false'),
      hint: cut(hintIn(choice, 'choicehint')),
      pictures: descendants(choice)
        .filter(({ name, attributes }) => name === 'img' && attributes.src)
        .map(({ attributes }) => fileName(attributes.src ?? '')),
    }));
};

/** `/static/graph.png` and `graph.png?x=1` are `graph.png`. */
const fileName = (address: string): string => address.replace(/[?#].*$/s, '').replace(/^.*\//s, '') || address;

/**
 * Choices as an author knows them again: a picture without a description by its file, and choices that would read the
 * same by their pictures' files or their markup.
 */
const distinguished = (choices: readonly Read[]): ChoiceContent[] => {
  const named = choices.map((choice) => ({
    ...choice,
    text: choice.text || choice.pictures.map((file) => `[${file}]`).join(' '),
  }));
  const withFiles = named.map((choice) =>
    readsAsAnother(choice, named) && choice.pictures.length > 0
      ? { ...choice, text: `${choice.text} (${choice.pictures.join(', ')})` }
      : choice,
  );
  return withFiles.map((choice) => {
    const { pictures: _, ...content } = choice;
    const markup = readsAsAnother(choice, withFiles) ? withoutHints(choice.sent[0] ?? '') : '';
    return { ...content, text: cut(markup || choice.text) };
  });
};

/** Its words are those of another choice, which Open edX sends in another way. */
const readsAsAnother = (choice: Read, all: readonly Read[]): boolean =>
  all.some((other) => other.text === choice.text && other.sent[0] !== choice.sent[0]);

/** Null where a script would say. A partly right choice is not right: it does not give all of the score. */
const truth = (text: string): boolean | null => (/[$]/.test(text) ? null : /^true$/i.test(text.trim()));

/** Of several hints in a ticked choice, that for who ticked it. */
const hintIn = (element: XmlElement, name: string): string => {
  const hints = elementsIn(element).filter((child) => child.name === name);
  const hint = hints.find(({ attributes }) => !/^false$/i.test(attributes.selected ?? ''));
  return hint ? plainText(hint.children) : '';
};

/** `<option correct="True">text</option>`, or `options="('a','b')" correct="a"`. */
const optionsOf = (input: XmlElement): Read[] => {
  const children = elementsIn(input).filter(({ name }) => name === 'option');
  const key = input.attributes.correct?.trim();
  const isKey = (sent: string): boolean | null =>
    key === undefined || key.startsWith('$') ? null : sent.trim() === key;
  const option = (sent: string, correct: boolean | null, hint: string): Read => {
    const text = plainText([sent]);
    return { id: text, text, sent: [sent], correct, hint: cut(hint), pictures: [] };
  };
  if (children.length === 0)
    return quotedTexts(input.attributes.options ?? '').map((sent) => option(sent, isKey(sent), ''));
  return children.map((child) =>
    // only the text before markup and hints is offered
    option(
      textBefore(child).trim().replaceAll("\\'", "'"),
      truth(child.attributes.correct ?? 'false'),
      hintIn(child, 'optionhint'),
    ),
  );
};

/**
 * The texts in a list such as `('None', 'Bachelor's Degree', 'it\\'s')`. A quote ends a text where the list goes on or
 * ends after it; any other belongs to the text. It is read as text, never evaluated.
 */
export const quotedTexts = (list: string): string[] =>
  [...list.matchAll(LISTED)].map((found) =>
    (found[1] ?? found[2] ?? '').replace(/\\(['"])/g, '$1').replaceAll('&#39;', "'"),
  );

const listed = (quote: string): string =>
  `${quote}((?:\\\\${quote}|[^${quote}]|${quote}(?!\\s*(?:,|\\)?\\s*$)|\\s+${quote}))*)${quote}`;
const LISTED = new RegExp(`${listed("'")}|${listed('"')}`, 'g');
