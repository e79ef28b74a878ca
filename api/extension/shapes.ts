import { WITHHELD, none } from '@marginalia/contract';
import type { CsvColumn } from '../metrics/kit/shape';
import { byBin, byCategory, quartiles, share, total } from '../metrics/kit/shapes';
import { amount } from '../metrics/kit/shapes/cells';
import type { As } from './manifest';
import type { Disclosed } from './disclose';

/** The shape of the kit that learners become a number by. */
export const shapeOf = (as: As) => {
  switch (as.kind) {
    case 'share':
      return share();
    case 'middle':
      return quartiles();
    case 'total':
      return total();
    case 'counts':
      return byCategory(as.categories);
    case 'histogram':
      return byBin(as.steps);
  }
};

const SCORE = { shape: 'score' as const, value: 0.4, of: 48 };

export const SAMPLE_OF = {
  value: (as: As | 'score'): Disclosed | typeof SCORE => (as === 'score' ? SCORE : (shapeOf(as).sample as Disclosed)),
  /** Nobody has a value. */
  none: (as: As): Disclosed => {
    switch (as.kind) {
      case 'share':
        return { shape: 'share', value: none('no_values') };
      case 'middle':
        return { shape: 'quartiles', value: none('no_values') };
      case 'total':
        return { shape: 'total', value: 0, of: 0 };
      case 'counts':
        return { shape: 'byCategory', categories: [] };
      case 'histogram':
        return { shape: 'byBin', bins: [] };
    }
  },
};

/** Nothing of it is disclosed. */
export const hiddenOf = (as: As): Disclosed => {
  switch (as.kind) {
    case 'share':
      return { shape: 'share', value: WITHHELD };
    case 'middle':
      return { shape: 'quartiles', value: WITHHELD };
    case 'total':
      return { shape: 'total', value: WITHHELD, of: WITHHELD };
    case 'counts':
      return { shape: 'byCategory', categories: [] };
    case 'histogram':
      return { shape: 'byBin', bins: [] };
  }
};

/** Whether not all of it is disclosed. */
export const isHidden = (disclosed: Disclosed): boolean => {
  const isWithheld = (value: unknown): boolean => (value as { readonly kind?: string } | null)?.kind === 'withheld';
  switch (disclosed.shape) {
    case 'byCategory':
      return disclosed.categories.length === 0 || disclosed.categories.some(({ learners }) => isWithheld(learners));
    case 'byBin':
      return disclosed.bins.length === 0 || disclosed.bins.some(({ learners }) => isWithheld(learners));
    default:
      return 'value' in disclosed && isWithheld(disclosed.value);
  }
};

export const csvColumnsOf = (as: As | 'score'): readonly CsvColumn<never>[] =>
  as === 'score'
    ? [
        { head: 'score', cell: ({ value }: { value: Parameters<typeof amount>[0] }) => amount(value) },
        { head: 'of', cell: ({ of }: { of: Parameters<typeof amount>[0] }) => amount(of) },
      ]
    : (shapeOf(as).csv as readonly CsvColumn<never>[]);
