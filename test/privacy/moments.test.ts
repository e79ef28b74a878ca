/** How exactly it is said when a group last did something. */
import { timeOfGroup } from '../../api/metrics/kit/privacy/moments';

const MICROS = Date.UTC(2026, 2, 2, 10, 20, 30) * 1000 + 123_456;

it('The time of a group is a moment where it is large enough, and a day where it is small', () => {
  expect(timeOfGroup(MICROS, 10, 10)).toBe('2026-03-02T10:20:30.123456Z');
  expect(timeOfGroup(MICROS, 9, 10)).toBe('2026-03-02');
});

it('The time of a group is a moment, however few they are, to whoever may list them', () => {
  expect(timeOfGroup(MICROS, 1, 1)).toBe('2026-03-02T10:20:30.123456Z');
  expect(timeOfGroup(MICROS, 0, 1)).toBe('2026-03-02T10:20:30.123456Z');
  expect(timeOfGroup(MICROS, 1, 2)).toBe('2026-03-02');
});

it('The time of a group is none where it never did anything', () => {
  expect(timeOfGroup(null, 0, 10)).toBeNull();
});
