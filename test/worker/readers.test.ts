import type { Engine } from '../../api/store/engine';
import { Portion } from '../../api/worker/portion';
import { Readers } from '../../api/worker/readers';

/** An engine whose answers take as long as they are told to, by a clock that the tests turn. */
let now = 0;
beforeEach(() => {
  now = 1000;
  jest.useFakeTimers();
  jest.spyOn(performance, 'now').mockImplementation(() => now);
});
afterEach(() => {
  jest.restoreAllMocks();
  jest.useRealTimers();
});

const engine = (taken: () => number): Engine =>
  ({
    kind: 'embedded',
    databases: { own: 'm', xapi: 'x', eventSink: 's' },
    cluster: null,
    rows: async () => {
      now += taken();
      return [];
    },
    lines: async () => [],
  }) as unknown as Engine;

const ask = async (on: Engine, times: number): Promise<void> => {
  for (let i = 0; i < times; i += 1) await on.rows('SELECT 1', {}, 'panel');
};

it('readers are held up when their queries take much longer than they do alone, and no longer when they do not', async () => {
  const readers = new Readers();
  let taken = 10;
  const on = readers.through(engine(() => taken));
  await ask(on, 20);
  expect(readers.areHeldUp).toBe(false);
  taken = 60;
  await ask(on, 20);
  expect(readers.areHeldUp).toBe(true);
  taken = 10;
  await ask(on, 40);
  expect(readers.areHeldUp).toBe(false);
});

it('a slow query of another kind is not compared with a fast one', async () => {
  const readers = new Readers();
  let taken = 10;
  const on = readers.through(engine(() => taken));
  await ask(on, 5);
  taken = 500;
  for (let i = 0; i < 30; i += 1) await on.rows('SELECT 2', {}, 'outline');
  expect(readers.areHeldUp).toBe(false);
});

it('nobody is held up when nobody reads any more', async () => {
  const readers = new Readers();
  let taken = 10;
  const on = readers.through(engine(() => taken));
  await ask(on, 5);
  taken = 100;
  await ask(on, 20);
  expect(readers.areHeldUp).toBe(true);
  now += 2000;
  expect(readers.areHeldUp).toBe(false);
  await readers.giveWay();
});

it('background work waits for readers that are held up, and goes on after a multiple of the time it worked', async () => {
  const readers = new Readers();
  let taken = 10;
  const on = readers.through(engine(() => taken));
  await ask(on, 5);
  taken = 100;
  await ask(on, 20);
  // Somebody keeps reading.
  let isReading = true;
  const reading = (async () => {
    while (isReading) {
      await on.rows('SELECT 1', {}, 'panel');
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  })();
  const began = now;
  let waited = -1;
  const work = readers.giveWay().then(() => (waited = now - began));
  await jest.advanceTimersByTimeAsync(200);
  await work;
  expect(waited).toBeGreaterThanOrEqual(100);
  expect(waited).toBeLessThanOrEqual(1500 + 700);
  isReading = false;
  await jest.advanceTimersByTimeAsync(10);
  await reading;
});

it('portions become small while somebody is held up, and grow again', () => {
  let isPressed = false;
  const portion = new Portion(100, 400, 250, () => isPressed);
  expect(portion.size).toBe(400);
  isPressed = true;
  expect(portion.size).toBe(80);
  for (let i = 0; i < 10; i += 1) portion.took(portion.size, 500);
  expect(portion.size).toBe(20);
  isPressed = false;
  for (let i = 0; i < 10; i += 1) portion.took(portion.size, 50);
  expect(portion.size).toBe(400);
});
