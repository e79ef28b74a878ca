import { Rejection } from './rejection';

const TIME = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?(Z|[+-]\d\d(?::?\d\d)?)?$/;
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * The time as Python's `isoformat()` prints it again: six digits of the second or none, the zone as an offset and kept.
 * @param isOld the event is from before 2014, when times were UTC and did not say so
 * @throws Rejection where it is no ISO 8601 time with a zone
 */
export const printedTime = (time: string, isOld: boolean): string => {
  const found = TIME.exec(time);
  if (!found) throw new Rejection('its time is not an ISO 8601 time');
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '00', fraction = '', named] = found;
  const zone = named ?? (isOld ? 'Z' : undefined);
  if (zone === undefined) throw new Rejection('its time says no zone; nobody can tell when that was');
  const offset = printedZone(zone);
  const isTime = isDay(Number(year), Number(month), Number(day)) && hour < '24' && minute < '60' && second < '60';
  if (!isTime || offset === null) throw new Rejection('its time does not exist');
  const micros = fraction.slice(0, 6).padEnd(6, '0');
  return `${year}-${month}-${day}T${hour}:${minute}:${second}${micros === '000000' ? '' : `.${micros}`}${offset}`;
};

const isDay = (year: number, month: number, day: number): boolean => {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = month === 2 && isLeap ? 29 : DAYS[month - 1];
  return year > 0 && days !== undefined && day >= 1 && day <= days;
};

const printedZone = (zone: string): string | null => {
  if (zone === 'Z') return '+00:00';
  const [hours, minutes] = [zone.slice(1, 3), zone.slice(3).replace(':', '') || '00'];
  if (hours > '23' || minutes > '59') return null;
  return hours === '00' && minutes === '00' ? '+00:00' : `${zone.slice(0, 1)}${hours}:${minutes}`;
};
