import type { IntlShape } from '@edx/frontend-platform/i18n';
import type { OutlineBlock, OutlineExtension, OutlineFigure, Quantity, Rate } from '@marginalia/contract';
import { isolated } from '../../lib/isolated';
import { numbersFor } from '../../panels/numbers';
import type { Numbers } from '../../panels/numbers';
import { ownWords } from '../../panels/own-words';
import { phraseOf } from '../../panels/phrase';
import { typeWords, words } from './messages';
import { asPercent, readoutOf } from './model';
import type { ReadoutPart } from './model';

/** The kind of a block in a word. */
export const typeName = (intl: IntlShape, type: string): string =>
  intl.formatMessage(Object.hasOwn(typeWords, type) ? typeWords[type as keyof typeof typeWords] : typeWords.other);

/** The name of a block, or its kind where the author gave it none. */
export const blockName = (intl: IntlShape, { name, type }: { readonly name: string; readonly type: string }): string =>
  name.trim() === '' ? intl.formatMessage(words.noName, { type: typeName(intl, type) }) : name;

/** For the eye; in words it is said beside it. */
const HIDDEN = '⊘';

const valueOf = (part: ReadoutPart): Quantity | Rate | OutlineFigure => {
  switch (part.kind) {
    case 'firstTry':
      return part.rate;
    case 'extension':
      return part.figure;
    case 'attention':
      return part.items;
    default:
      return part.quantity;
  }
};

const isHidden = (part: ReadoutPart): boolean => {
  const value = valueOf(part);
  return typeof value !== 'number' && value.kind === 'withheld';
};

/** The number of an extension beside a block, in its unit. */
export const ofExtension = (numbers: Numbers, unit: OutlineExtension['unit'], figure: OutlineFigure): string => {
  const value = figure.kind === 'value' ? figure.value : figure;
  return unit === 'seconds'
    ? numbers.amountOfTime(value)
    : unit === 'share'
      ? numbers.share(value)
      : numbers.mean(value);
};

/** The figures beside a block, in words: what is drawn, and what is said instead to who does not see it. */
export interface Figures {
  readonly parts: readonly { readonly kind: ReadoutPart['kind']; readonly text: string }[];
  /** All of them as sentences, for the tooltip and for screen readers. */
  readonly sentences: string;
  /** What is worth a look alone: where a card has no room for more. */
  readonly flags: string;
  /** Of a button that opens the block. */
  readonly label: string;
  /** The outline has a column for the number of an extension. */
  readonly hasExtension: boolean;
}

const shortly = (numbers: Numbers, part: ReadoutPart, extension: OutlineExtension | undefined): string => {
  switch (part.kind) {
    case 'reach':
      return numbers.count(part.quantity);
    case 'firstTry':
      return asPercent(part.rate) ? numbers.percent(part.rate) : numbers.countOf(part.rate);
    case 'watched':
      return numbers.share(part.quantity);
    case 'extension':
      return extension === undefined ? '' : ofExtension(numbers, extension.unit, part.figure);
    case 'attention':
      return numbers.count(part.items);
  }
};

/** How figures are written in a language; made once for it, for there may be hundreds of cards. */
const makeDisclosing = (intl: IntlShape) => {
  const numbers = numbersFor(intl);
  const reach = phraseOf(intl, words.readoutReach);
  const firstTry = phraseOf(intl, words.readoutFirstTry);
  const watched = phraseOf(intl, words.readoutWatched);
  const attention = phraseOf(intl, words.readoutAttention);
  const withCount = phraseOf(intl, words.withCount);
  const rateInFull = (rate: Rate): string =>
    rate.kind === 'value' && asPercent(rate)
      ? withCount({ share: numbers.percent(rate), countOf: numbers.countOf(rate) })
      : numbers.countOf(rate);
  const hidden = phraseOf(intl, words.readoutHidden);
  const [number, median] = [phraseOf(intl, words.readoutExtension), phraseOf(intl, words.readoutMedian)];
  const extensionInFull = ({ by, shape, unit, ...worded }: OutlineExtension, figure: OutlineFigure): string =>
    (shape === 'quartiles' ? median : number)({
      title: isolated(ownWords(intl.locale, worded).title),
      n: ofExtension(numbers, unit, figure),
      of: figure.kind === 'value' ? figure.of : 0,
      by: isolated(by),
    });
  const inFull = (part: ReadoutPart, extension: OutlineExtension | undefined): string => {
    switch (part.kind) {
      case 'reach':
        return reach({ n: numbers.count(part.quantity) });
      case 'firstTry':
        return firstTry({ n: rateInFull(part.rate) });
      case 'watched':
        return watched({ n: numbers.share(part.quantity) });
      case 'extension':
        return extension === undefined ? '' : extensionInFull(extension, part.figure);
      case 'attention':
        return attention({ n: part.items });
    }
  };
  return { numbers, inFull, hidden, show: phraseOf(intl, words.show) };
};

const disclosures = new WeakMap<IntlShape, ReturnType<typeof makeDisclosing>>();

/**
 * What is said beside a block. Without parts nothing was measured, and nothing is said.
 * @param extension of the outline, whose numbers blocks may have
 */
export const figuresOf = (intl: IntlShape, block: OutlineBlock, extension: OutlineExtension | undefined): Figures => {
  const disclosing = disclosures.get(intl) ?? makeDisclosing(intl);
  disclosures.set(intl, disclosing);
  const { numbers, inFull, hidden, show } = disclosing;
  const parts = readoutOf(block);
  // what is hidden is said once, whatever it is
  const told = parts.filter((part) => !isHidden(part));
  const sentences = [
    ...told.map((part) => inFull(part, extension)),
    ...(told.length < parts.length ? [hidden({})] : []),
  ].join(' ');
  return {
    parts: parts.map((part) => ({
      kind: part.kind,
      text: isHidden(part) ? HIDDEN : shortly(numbers, part, extension),
    })),
    sentences,
    flags: told
      .filter(({ kind }) => kind === 'attention')
      .map((part) => inFull(part, extension))
      .join(' '),
    label: `${show({ name: blockName(intl, block) })}. ${sentences}`,
    hasExtension: extension?.state === 'ready',
  };
};
