import { AdaptiveBatchSize } from '../../api/worker/batchSize';
import { Behind, Readers } from '../../api/worker/readers';

/** Answers take as long as they are told to, by a clock that the tests turn. */
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

/** Asks for one thing again and again, which takes so long. */
const ask = async (readers: Readers, taken: number, times: number, tag = 'panel'): Promise<void> => {
  for (let i = 0; i < times; i += 1)
    await readers.ahead(async () => {
      now += taken;
    }, tag);
};

const heldUp = async (): Promise<Readers> => {
  const readers = new Readers();
  await ask(readers, 10, 5);
  await ask(readers, 100, 20);
  expect(readers.areHeldUp).toBe(true);
  return readers;
};

/** Somebody reads until told otherwise. */
const keepsReading = (readers: Readers, taken: number): (() => Promise<void>) => {
  let isReading = true;
  const reading = (async () => {
    while (isReading) {
      await ask(readers, taken, 1);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  })();
  return async () => {
    isReading = false;
    await jest.advanceTimersByTimeAsync(10);
    await reading;
  };
};

it('Readers are held up when their queries take much longer than they do alone, and no longer when they do not', async () => {
  const readers = new Readers();
  await ask(readers, 10, 20);
  expect(readers.areHeldUp).toBe(false);
  await ask(readers, 60, 20);
  expect(readers.areHeldUp).toBe(true);
  await ask(readers, 10, 40);
  expect(readers.areHeldUp).toBe(false);
});

it('A slow query of another kind is not compared with a fast one', async () => {
  const readers = new Readers();
  await ask(readers, 10, 5);
  await ask(readers, 500, 30, 'outline');
  expect(readers.areHeldUp).toBe(false);
});

it('Nobody is held up when nobody reads any more', async () => {
  const readers = await heldUp();
  now += 2000;
  expect(readers.areHeldUp).toBe(false);
  await new Behind(readers).giveWay();
});

it('Other work waits for readers that are held up, and goes on after a multiple of the time it worked', async () => {
  const readers = await heldUp();
  const behind = new Behind(readers);
  now += 100;
  const stop = keepsReading(readers, 100);
  const [began, clock] = [now, behind.clock];
  let waited = -1;
  const work = behind.giveWay().then(() => (waited = now - began));
  await jest.advanceTimersByTimeAsync(200);
  await work;
  expect(waited).toBeGreaterThanOrEqual(300);
  expect(waited).toBeLessThanOrEqual(1500 + 700);
  await stop();
  // its clock, which what it does at once is measured by, stood still meanwhile
  expect(behind.clock - clock).toBe(now - began - waited);
});

it('No statement of other work begins while a reader who is held up has asked', async () => {
  const readers = await heldUp();
  const behind = new Behind(readers);
  now += 1000;
  const done: string[] = [];
  let answer: () => void = () => undefined;
  const panel = readers.ahead(
    () => new Promise<void>((resolve) => (answer = resolve)).then(() => void done.push('panel')),
    'panel',
  );
  const insert = behind.order(async () => void done.push('insert'), '');
  await jest.advanceTimersByTimeAsync(100);
  expect(done).toEqual([]);
  answer();
  await panel;
  now += 100;
  await jest.advanceTimersByTimeAsync(100);
  await insert;
  expect(done).toEqual(['panel', 'insert']);
});

it('Other work begins at once while nobody is held up', async () => {
  const readers = new Readers();
  await ask(readers, 10, 5);
  await expect(new Behind(readers).order(async () => 'done', '')).resolves.toBe('done');
});

it('Batches become small while somebody is held up, and grow again', () => {
  let isPressed = false;
  const batchSize = new AdaptiveBatchSize(100, 400, 250, () => isPressed);
  expect(batchSize.size).toBe(400);
  isPressed = true;
  expect(batchSize.size).toBe(80);
  for (let i = 0; i < 10; i += 1) batchSize.record(batchSize.size, 500);
  expect(batchSize.size).toBe(20);
  isPressed = false;
  for (let i = 0; i < 10; i += 1) batchSize.record(batchSize.size, 50);
  expect(batchSize.size).toBe(400);
});
