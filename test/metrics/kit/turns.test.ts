import { type Asker, OPERATOR, Turns } from '../../../api/metrics/kit/turns';

const asker = (who: string): Asker & { readonly leave: () => void } => {
  const gone = new AbortController();
  return { who, signal: gone.signal, leave: () => gone.abort() };
};

const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Work that ends when it is told to; what began is noted. */
const held = () => {
  const began: string[] = [];
  const ends = new Map<string, () => void>();
  const work = (name: string) => () => {
    began.push(name);
    return new Promise<string>((resolve) => ends.set(name, () => resolve(name)));
  };
  const end = async (name: string): Promise<void> => {
    ends.get(name)?.();
    await tick();
  };
  return { began, work, end };
};

it('One computation is made at a time about one course; about others a few are', async () => {
  const turns = new Turns(2);
  const { began, work, end } = held();
  const all = [
    turns.take(asker('ada'), 'A', work('a1')),
    turns.take(asker('ben'), 'A', work('a2')),
    turns.take(asker('cem'), 'B', work('b1')),
    turns.take(asker('dan'), 'C', work('c1')),
  ];
  await tick();
  expect(began).toEqual(['a1', 'b1']);
  await end('a1');
  expect(began).toEqual(['a1', 'b1', 'a2']);
  await end('b1');
  expect(began).toEqual(['a1', 'b1', 'a2', 'c1']);
  await end('a2');
  await end('c1');
  expect(await Promise.all(all)).toEqual(['a1', 'a2', 'b1', 'c1']);
});

it('Somebody with one question does not wait for all of somebody with many', async () => {
  const turns = new Turns(1, 10);
  const { began, work, end } = held();
  const many = asker('many');
  const all = [1, 2, 3, 4].map((n) => turns.take(many, 'A', work(`many ${n}`)));
  all.push(turns.take(asker('one'), 'A', work('one')));
  await tick();
  await end('many 1');
  expect(began).toEqual(['many 1', 'one']);
  for (const name of ['one', 'many 2', 'many 3', 'many 4']) await end(name);
  expect(await Promise.all(all)).toEqual(['many 1', 'many 2', 'many 3', 'many 4', 'one']);
});

it('Whoever has many waiting is told to come again, also with other courses, and is let in when some are done', async () => {
  const turns = new Turns(2, 3);
  const { work, end } = held();
  const ada = asker('ada');
  const first = ['A', 'B', 'C'].map((course) => turns.take(ada, course, work(course)));
  await expect(turns.take(ada, 'D', work('D'))).rejects.toMatchObject({ code: 'too_many_requests' });
  await expect(turns.take(asker('ada'), 'D', work('D'))).rejects.toMatchObject({ code: 'too_many_requests' });
  const other = turns.take(asker('ben'), 'D', work('D'));
  await end('A');
  const again = turns.take(ada, 'E', work('E'));
  for (const name of ['B', 'C', 'D', 'E']) await end(name);
  expect(await Promise.all([...first, other, again])).toEqual(['A', 'B', 'C', 'D', 'E']);
});

it('Commands of the operator are not limited', async () => {
  const turns = new Turns(1, 1);
  const all = [1, 2, 3].map((n) => turns.take(OPERATOR, 'A', async () => n));
  expect(await Promise.all(all)).toEqual([1, 2, 3]);
});

it('What nobody waits for any more is not begun, and counts no longer', async () => {
  const turns = new Turns(1, 2);
  const { began, work, end } = held();
  const [stays, leaves] = [asker('ada'), asker('ada')];
  const first = turns.take(stays, 'A', work('first'));
  const second = turns.take(leaves, 'A', work('second'));
  leaves.leave();
  await expect(second).rejects.toMatchObject({ code: 'nobody_waits' });
  const third = turns.take(stays, 'A', work('third'));
  await end('first');
  await end('third');
  expect(await Promise.all([first, third])).toEqual(['first', 'third']);
  expect(began).toEqual(['first', 'third']);
  await expect(turns.take(leaves, 'A', work('late'))).rejects.toMatchObject({ code: 'nobody_waits' });
});

it('A failure lets the next one begin', async () => {
  const turns = new Turns(1, 2);
  const fails = turns.take(asker('ada'), 'A', async () => {
    throw new Error('broken');
  });
  const next = turns.take(asker('ada'), 'A', async () => 'next');
  await expect(fails).rejects.toThrow('broken');
  expect(await next).toBe('next');
});
