/** Which of several events with one id counts, and in which order a history is. */
import { history } from '../../api/facts/order';
import { event } from '../support/history';

const ids = (events: readonly { readonly id: string }[]): string[] => events.map(({ id }) => id);

it('A history is in the order of time, and of ids where the times are equal', () => {
  const [late, b, a] = [event(9, 'played', 'v'), event(5, 'played', 'v'), event(5, 'played', 'v')];
  const [x, y] = [
    { ...a, id: 'x' },
    { ...b, id: 'y' },
  ];
  expect(ids(history([late, y, x]))).toEqual(['x', 'y', late.id]);
});

it('The earliest of events with one id stays, in whatever order they come', () => {
  const first = event(5, 'played', 'v');
  const later = { ...first, time: first.time + 1, verb: 'paused' };
  expect(history([later, first])).toEqual([first]);
  expect(history([first, later])).toEqual([first]);
});

it('The smallest by content of events with one id and time stays, in whatever order they come', () => {
  const one = event(5, 'evaluated', 'p', { response: 'a' });
  const other = { ...one, response: 'b' };
  expect(history([other, one])).toEqual([one]);
  expect(history([one, other])).toEqual([one]);
});
