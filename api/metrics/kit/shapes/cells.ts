import { type None, type Quantity, WITHHELD, type Withheld, isNumber } from '@marginalia/contract';

/** A quantity in a CSV cell: the number, or a word for what is none, so that nobody takes it for nothing. */
export const amount = (value: Quantity): string | number =>
  isNumber(value) ? value : value.kind === 'withheld' ? 'withheld' : `none: ${value.reason}`;

/** One member of a value that may be withheld, in a CSV cell. */
export const member = <Value extends { readonly kind: 'value' }>(
  value: Value | Withheld | None,
  of: (value: Value) => number,
): string | number => amount(value.kind === 'value' ? of(value) : value);

/** A breakdown in one CSV cell. Where nothing of it is stated, it is withheld. */
export const listed = (parts: readonly string[]): string =>
  String(parts.length === 0 ? amount(WITHHELD) : parts.join('; '));

/** Those of these quantities that are stated. */
export const stated = (quantities: readonly (readonly [what: string, Quantity])[]): [string, number][] =>
  quantities.flatMap(([what, value]): [string, number][] => (isNumber(value) ? [[what, value]] : []));
