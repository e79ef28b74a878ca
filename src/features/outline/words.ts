import type { IntlShape } from '@edx/frontend-platform/i18n';
import type { OutlineBlock, Rate } from '../../contract';
import type { Numbers } from '../shared';
import { typeWords, words } from './messages';
import { asPercent, readoutOf } from './model';

/** The kind of a block in a word. */
export const typeName = (intl: IntlShape, type: string): string =>
  intl.formatMessage(Object.hasOwn(typeWords, type) ? typeWords[type as keyof typeof typeWords] : typeWords.other);

/** The name of a block, or its kind where the author gave it none. */
export const blockName = (intl: IntlShape, { name, type }: { readonly name: string; readonly type: string }): string =>
  name.trim() === '' ? intl.formatMessage(words.noName, { type: typeName(intl, type) }) : name;

const rateInFull = (intl: IntlShape, numbers: Numbers, rate: Rate): string =>
  rate.kind === 'value' && asPercent(rate)
    ? intl.formatMessage(words.withCount, { share: numbers.percent(rate), countOf: numbers.countOf(rate) })
    : numbers.countOf(rate);

/** The figures beside a block as sentences, for the tooltip and for screen readers. */
export const readoutSentence = (intl: IntlShape, numbers: Numbers, block: OutlineBlock): string =>
  readoutOf(block)
    .map((part) => {
      switch (part.kind) {
        case 'reach':
          return intl.formatMessage(words.readoutReach, { n: numbers.count(part.quantity) });
        case 'firstTry':
          return intl.formatMessage(words.readoutFirstTry, { n: rateInFull(intl, numbers, part.rate) });
        case 'watched':
          return intl.formatMessage(words.readoutWatched, { n: numbers.share(part.quantity) });
        case 'attention':
          return intl.formatMessage(words.readoutAttention, { n: part.items });
      }
    })
    .join(' ');
