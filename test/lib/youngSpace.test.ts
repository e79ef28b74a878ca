import { setImmediate as turn } from 'node:timers/promises';
import { giveBack } from '../../api/lib/youngSpace';

it('What a start left behind is given back', async () => {
  const left = new WeakRef({ text: 'x'.repeat(1000) });
  // What was just made stays for this turn, whoever collects.
  await turn();
  giveBack();
  expect(left.deref()).toBeUndefined();
});
