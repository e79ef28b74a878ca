import { GroupCommit, OneByOne } from '../../../api/pipeline/ingest/groupCommit';

/** Groups as they were begun, each done when the test says so. */
const watched = (isPressed?: () => boolean) => {
  const groups: { items: readonly string[]; end: (error?: Error) => void }[] = [];
  const group = new GroupCommit<string, string>(
    (items) =>
      new Promise((resolve, reject) => {
        const end = (error?: Error): void => (error ? reject(error) : resolve(items.map((item) => `${item} done`)));
        groups.push({ items, end });
      }),
    isPressed,
  );
  const begun = (): (readonly string[])[] => groups.map(({ items }) => items);
  const end = async (index: number, error?: Error): Promise<void> => {
    groups[index]?.end(error);
    await jest.advanceTimersByTimeAsync(5);
  };
  return { group, begun, end };
};

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it('Group commit does together what is handed in at once, and answers each', async () => {
  const { group, begun, end } = watched();
  const answers = Promise.all(['a', 'b'].map((item) => group.add(item, 1)));
  await jest.advanceTimersByTimeAsync(5);
  expect(begun()).toEqual([['a', 'b']]);
  await end(0);
  expect(await answers).toEqual(['a done', 'b done']);
});

it('Group commit begins at once for one sender after another', async () => {
  const { group, begun, end } = watched();
  for (const [index, item] of ['a', 'b', 'c'].entries()) {
    // The next work is handed in by whoever just got the answer.
    const answer = group.add(item, 1);
    await jest.advanceTimersByTimeAsync(5);
    expect(begun()).toHaveLength(index + 1);
    await end(index);
    await answer;
  }
});

it('Group commit waits for as many as were there at once before, and no longer', async () => {
  const { group, begun, end } = watched();
  void group.add('a', 1);
  await jest.advanceTimersByTimeAsync(5);
  void group.add('b', 1);
  await end(0);
  await jest.advanceTimersByTimeAsync(200);
  expect(begun()).toEqual([['a']]);
  void group.add('c', 1);
  await jest.advanceTimersByTimeAsync(1);
  expect(begun()).toEqual([['a'], ['b', 'c']]);
});

it('Group commit waits half a second at the most where nobody else comes', async () => {
  const { group, begun, end } = watched();
  void group.add('a', 1);
  await jest.advanceTimersByTimeAsync(5);
  void group.add('b', 1);
  await end(0);
  await jest.advanceTimersByTimeAsync(480);
  expect(begun()).toEqual([['a']]);
  await jest.advanceTimersByTimeAsync(20);
  expect(begun()).toEqual([['a'], ['b']]);
});

it('Group commit waits a second while readers are held up', async () => {
  let isPressed = false;
  const { group, begun, end } = watched(() => isPressed);
  void group.add('a', 1);
  await jest.advanceTimersByTimeAsync(5);
  void group.add('b', 1);
  isPressed = true;
  await end(0);
  await jest.advanceTimersByTimeAsync(980);
  expect(begun()).toEqual([['a']]);
  await jest.advanceTimersByTimeAsync(20);
  expect(begun()).toEqual([['a'], ['b']]);
});

it('Group commit does not wait where what waits is as much as a group holds', async () => {
  const { group, begun, end } = watched();
  void group.add('a', 1);
  void group.add('b', 1);
  await jest.advanceTimersByTimeAsync(5);
  void group.add('c', 10_000);
  await end(0);
  expect(begun()).toEqual([['a', 'b'], ['c']]);
});

it('Group commit tries each alone where a group fails, so that one cannot spoil the others', async () => {
  const { group, begun, end } = watched();
  const results = Promise.allSettled(['a', 'b'].map((item) => group.add(item, 1)));
  await jest.advanceTimersByTimeAsync(5);
  await end(0, new Error('spoilt'));
  await end(1, new Error('spoilt'));
  await end(2);
  expect(begun()).toEqual([['a', 'b'], ['a'], ['b']]);
  expect((await results).map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
});

describe('Without groups', () => {
  it('Work without groups is done alone, in order, and one that fails is nobody else’s', async () => {
    const begun: string[][] = [];
    const single = new OneByOne<string, string>(async (items) => {
      begun.push([...items]);
      if (items[0] === 'b') throw new Error('no');
      return items.map((item) => `${item} done`);
    });
    expect(single.isBusy).toBe(false);
    const all = Promise.allSettled(['a', 'b', 'c'].map((item) => single.add(item)));
    expect(single.isBusy).toBe(true);
    await single.idle();
    expect((await all).map((one) => (one.status === 'fulfilled' ? one.value : 'failed'))).toEqual([
      'a done',
      'failed',
      'c done',
    ]);
    expect(begun).toEqual([['a'], ['b'], ['c']]);
    expect(single.isBusy).toBe(false);
  });
});
