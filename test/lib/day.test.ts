import { createIntl } from '@edx/frontend-platform/i18n';
import { formatDay } from '../../src/lib/day';

const inLocale = (locale: string) => createIntl({ locale, messages: {} });

// a moment that is still 2026 in UTC, and already 2027 in Tokyo
beforeEach(() => jest.spyOn(Date, 'now').mockReturnValue(Date.parse('2026-12-31T20:00:00Z')));
afterEach(() => jest.restoreAllMocks());

test('A date has its year only where it is not the current one', () => {
  const intl = inLocale('en');
  expect(formatDay(intl, '2026-11-16', { timeZone: 'UTC' })).toBe('Nov 16');
  expect(formatDay(intl, '2025-11-16', { timeZone: 'UTC' })).toBe('Nov 16, 2025');
  expect(formatDay(intl, '2027-01-01', { timeZone: 'UTC' })).toBe('Jan 1, 2027');
});

test('The current year is that of the zone a date is written in', () => {
  const intl = createIntl({ locale: 'en', messages: {}, timeZone: 'Asia/Tokyo' });
  expect(formatDay(intl, '2026-12-31T18:00:00Z')).toBe('Jan 1');
  expect(formatDay(intl, '2026-12-31T18:00:00Z', { timeZone: 'UTC' })).toBe('Dec 31');
  expect(formatDay(intl, '2026-12-31T12:00:00Z')).toBe('Dec 31, 2026');
});

test('A moment keeps its time in every year', () => {
  const at = (year: number): string =>
    formatDay(inLocale('en'), Date.UTC(year, 10, 16, 14, 5), { timeZone: 'UTC', hasTime: true });
  expect(at(2026).replace(/\s/g, ' ')).toBe('Nov 16, 2:05 PM');
  expect(at(2025).replace(/\s/g, ' ')).toBe('Nov 16, 2025, 2:05 PM');
});

test.each(['ar', 'es-419', 'fr', 'zh-CN'])('A date of this year in %s has a month and a day, and no year', (locale) => {
  const intl = inLocale(locale);
  const yearOf = (year: number): string => intl.formatDate(`${year}-06-16`, { year: 'numeric' });
  expect(formatDay(intl, '2026-11-16', { timeZone: 'UTC' })).not.toContain(yearOf(2026).slice(0, 4));
  expect(formatDay(intl, '2025-11-16', { timeZone: 'UTC' })).toContain(yearOf(2025).slice(0, 4));
});
