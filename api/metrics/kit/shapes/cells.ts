import { type None, type Quantity, type Withheld, isNumber } from '@marginalia/contract';

/** A quantity in a CSV cell: the number, `hidden`, or nothing. */
export const amount = (value: Quantity): string | number =>
  isNumber(value) ? value : value.kind === 'withheld' ? 'hidden' : '';

/** One member of a value that may be withheld, in a CSV cell. */
export const member = <Value extends { readonly kind: 'value' }>(
  value: Value | Withheld | None,
  of: (value: Value) => number,
): string | number => (value.kind === 'value' ? of(value) : value.kind === 'withheld' ? 'hidden' : '');

/** Those of these quantities that are stated. */
export const stated = (quantities: readonly (readonly [what: string, Quantity])[]): [string, number][] =>
  quantities.flatMap(([what, value]): [string, number][] => (isNumber(value) ? [[what, value]] : []));
