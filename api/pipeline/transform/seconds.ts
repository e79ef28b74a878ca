import { Rejection } from './rejection';

/** What Python's `float()` reads of a text, infinities aside. */
const FLOAT = /^[+-]?(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:[eE][+-]?\d+)?$/;

/**
 * Seconds, rounded to three decimals as Python prints them: exact halves to the even digit.
 * @returns undefined where there are none
 * @throws Rejection where the value is no number
 */
export const seconds = (name: string, value: unknown): number | undefined => {
  if (value === undefined) return undefined;
  const read = typeof value === 'string' ? fromText(value) : value;
  if (typeof read === 'boolean') return Number(read);
  if (typeof read !== 'number' || !Number.isFinite(read)) throw new Rejection(`${name} is not a number of seconds`);
  return round3(read);
};

const fromText = (value: string): number => {
  const text = value.trim();
  return FLOAT.test(text) ? Number(text.replaceAll('_', '')) : NaN;
};

/** Decimals of a float are never exactly half a thousandth, but for odd sixteenths. */
export const round3 = (value: number): number => {
  const size = Math.abs(value);
  if ((size * 16) % 2 !== 1) return Number(value.toFixed(3));
  const below = Math.floor(size * 1000);
  return (Math.sign(value) * (below % 2 === 0 ? below : below + 1)) / 1000;
};

/**
 * A duration as the TinCan library prints it: minutes and larger units only where there are any, always with two
 * digits: `PT05S`, `PT03M15S`, `P1DT00H00M01.5S`.
 */
export const isoDuration = (duration: number): string => {
  const minutes = Math.floor(duration / 60);
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  const rest = Number((duration - minutes * 60).toFixed(6));
  const day = days === 0 ? '' : `${days}D`;
  const hour = day !== '' || hours % 24 !== 0 ? `${two(modulo(hours, 24))}H` : '';
  const minute = hour !== '' || minutes % 60 !== 0 ? `${two(modulo(minutes, 60))}M` : '';
  const fraction = Number.isInteger(rest) ? '' : rest.toFixed(6).replace(/^\d+|0+$/g, '');
  return `P${day}T${hour}${minute}${two(Math.floor(rest))}${fraction}S`;
};

const two = (value: number): string => String(value).padStart(2, '0');
const modulo = (value: number, by: number): number => ((value % by) + by) % by;
