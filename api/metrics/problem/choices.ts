import type { Choice } from '@marginalia/contract';
import type { ChoiceContent, PartContent } from '../../facts/content';
import { looseForm, plainForms } from '../../lib/choiceMarkup';
import { typedIn } from './choiceTextResponse';
import { listIn } from './listResponse';

/** An answer that names no choice of today. */
const GONE: Choice = { text: null, right: null, hint: '' };

const worded = ({ text, correct, hint }: ChoiceContent): Choice => ({ text, right: correct, hint });

type Correctness = boolean | null;

/** The choices of one question, found by what events call them: never by a text in another case. */
export class Choices {
  private readonly all: readonly ChoiceContent[];
  private readonly isSet: boolean;
  private readonly ways: readonly ((response: string) => readonly ChoiceContent[])[];

  constructor({ choices, isSet }: Pick<PartContent, 'choices' | 'isSet'>) {
    this.all = choices;
    this.isSet = isSet;
    const byText = index(choices, ({ text }) => (text === '' ? [] : [text]));
    const bySent = index(choices, ({ sent }) => sent);
    const byLooseForm = index(choices, ({ sent }) => sent.map(looseForm).filter((text) => text !== ''));
    const byId = index(choices, ({ id }) => [id]);
    this.ways = [
      bySent,
      (response) => byLooseForm(looseForm(response)),
      (response) => [...new Set(plainForms(response).flatMap(byText))],
      byId,
      (response) => (typedIn(response) === '' ? [] : byId(withoutTyped(response))),
    ];
  }

  /**
   * The choices that a single answer may be: none where it is offered no more, several where they cannot be told apart.
   * @param correctness tells choices apart that have one text; null where it is not known
   */
  find(response: string, correctness: Correctness): readonly ChoiceContent[] {
    for (const way of this.ways) {
      const found = way(response);
      if (found.length === 0) continue;
      const marked = found.filter(({ correct }) => correct === correctness);
      const fits = marked.length > 0 ? marked : found;
      const [first] = fits;
      return first && fits.every((choice) => isSame(choice, first)) ? [first] : fits;
    }
    return [];
  }

  /** What makes two answers to the question one: the choices in them; null where one of them is not known. */
  key(response: string, correctness: Correctness): string | null {
    const items = this.itemsOf(response);
    const found = items.map((item) => this.one(item, items.length === 1 && !this.isSet ? correctness : null));
    if (found.length === 0 || found.includes(undefined)) return null;
    const places = found.map((choice, at) => `${choice ? this.all.indexOf(choice) : -1}${typedIn(items[at] ?? '')}`);
    return `choices ${[...new Set(places)].sort().join(' ')}`;
  }

  /** The answer in the course's words; undefined where it may be one choice or another. A list is right where it has all right choices and no other. */
  worded(response: string, correctness: Correctness): Choice | undefined {
    if (!this.isSet) return this.disclosedOne(this.itemsOf(response)[0] ?? response, correctness);
    const items = this.itemsOf(response);
    if (items.some((item) => this.find(item, null).length > 1)) return undefined;
    const found = items.flatMap((item) => this.one(item, null) ?? []);
    if (found.length < items.length) return GONE;
    const isOpen = this.all.some(({ correct }) => correct === null);
    const typed = items.map(typedIn);
    const isRight = this.all.every((choice) => choice.correct === found.some((one) => isSame(one, choice)));
    const texts = [...new Set(found.map(({ text }, at) => text + (typed[at] ?? '')))];
    // only how it was graded shows whether the numbers were correct too
    const right = isRight && typed.some((one) => one !== '') ? correctness : isRight;
    return { text: JSON.stringify(texts.sort()), right: isOpen ? null : right, hint: '' };
  }

  /** One choice of a list. */
  disclosedOne(item: string, correctness: Correctness): Choice | undefined {
    const found = this.find(item, correctness);
    const [first] = found;
    if (!first) return GONE;
    if (found.length > 1) return undefined;
    const typed = typedIn(item);
    if (typed === '') return worded(first);
    return { ...worded(first), text: first.text + typed, right: first.correct && correctness };
  }

  /** A choice's own text for an item of a list, however that was sent. */
  nameOf(item: string): string {
    const choice = this.one(item, null);
    return choice ? (choice.sent[0] ?? choice.text) : item;
  }

  /** The choices that none of these answers can be, one of each text that Open edX sends. */
  untaken(responses: readonly { readonly value: string; readonly correct: Correctness }[]): [ChoiceContent, Choice][] {
    const taken = responses.flatMap(({ value, correct }) =>
      this.itemsOf(value).flatMap((item) => this.find(item, this.isSet ? null : correct)),
    );
    return this.all
      .filter((choice, at) => !taken.some((one) => isSame(one, choice)) && this.firstSame(choice) === at)
      .map((choice) => [choice, worded(choice)]);
  }

  /** The right set; null where a script would say. */
  rightSet(): Choice | null {
    if (this.all.some(({ correct }) => correct === null)) return null;
    const texts = this.all.filter(({ correct }) => correct).map(({ text }) => text);
    return { text: JSON.stringify([...new Set(texts)].sort()), right: true, hint: '' };
  }

  private itemsOf(response: string): string[] {
    const named = namesIn(response);
    if (!this.isSet) return [named?.[0] ?? response];
    return listIn(response) ?? named ?? [response];
  }

  private one(item: string, correctness: Correctness): ChoiceContent | undefined {
    const found = this.find(item, correctness);
    return found.length === 1 ? found[0] : undefined;
  }

  private firstSame(choice: ChoiceContent): number {
    return this.all.findIndex((one) => isSame(one, choice));
  }
}

const withoutTyped = (item: string): string => item.slice(0, item.length - typedIn(item).length);

/** They cannot be told apart, neither by what is sent nor by how it was graded. */
const isSame = (a: ChoiceContent, b: ChoiceContent): boolean =>
  a === b ||
  (a.correct === b.correct && a.text === b.text && a.sent[0] === b.sent[0] && (a.sent.length > 0 || a.text !== ''));

const index = (
  choices: readonly ChoiceContent[],
  textsOf: (choice: ChoiceContent) => readonly string[],
): ((text: string) => readonly ChoiceContent[]) => {
  const found = new Map<string, ChoiceContent[]>();
  for (const choice of choices)
    for (const text of new Set(textsOf(choice))) found.set(text, [...(found.get(text) ?? []), choice]);
  return (text) => found.get(text) ?? [];
};

/**
 * The names in an answer that came as names, where Open edX had no texts to send: `{'x_2_1': 'choice_0'}` and
 * `{'x_2_1': ['choice_0', 'choice_2']}`, in Python's writing. Null where it is no such answer.
 */
const namesIn = (value: string): string[] | null => {
  const found = /^\{'[^']*_\d+_\d+': (?:'([^']*)'|\[([^\]]*)\])\}$/.exec(value);
  if (!found) return null;
  return found[1] !== undefined
    ? [found[1]]
    : [...(found[2] ?? '').matchAll(/'([^']*)'/g)].map((name) => name[1] ?? '');
};
