import { createIntl } from '@edx/frontend-platform/i18n';
import { formatMoment, formatWhen } from '../../src/lib/when';

const intl = createIntl({ locale: 'en', messages: {}, timeZone: 'Asia/Tokyo' });
const now = Date.parse('2026-03-10T12:00:00Z');

beforeEach(() => jest.spyOn(Date, 'now').mockReturnValue(now));
afterEach(() => jest.restoreAllMocks());

it.each([
  ['2026-03-10T12:00:00Z', 'now'],
  ['2026-03-10T09:00:00Z', '3 hours ago'],
  ['2026-03-05T12:00:00Z', '5 days ago'],
  ['2026-03-02T12:00:01Z', '7 days ago'],
  ['2026-03-02T12:00:00Z', 'Mar 2'],
  // already the next day in Tokyo
  ['2026-03-01T20:00:00Z', 'Mar 2'],
  ['2025-12-30T12:00:00Z', 'Dec 30, 2025'],
  // a day alone is as old as its end, and the same day in every zone
  ['2026-03-02', '7 days ago'],
  ['2026-03-01', 'Mar 1'],
])('The moment %s is told on March 10 as: %s', (at, said) => expect(formatWhen(intl, at)).toBe(said));

it('A report that arrived earlier is counted from then', () => {
  expect(formatWhen(intl, '2026-03-10T09:00:00Z', { now: now - 3_600_000 })).toBe('2 hours ago');
});

it('A moment has its time and zone, and a day alone has neither', () => {
  expect(formatMoment(intl, '2026-03-10T09:00:00Z').replace(/\s/g, ' ')).toBe('Mar 10, 6:00 PM GMT+9');
  expect(formatMoment(intl, '2026-03-02')).toBe('Mar 2');
});
