import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { InputError, LONGEST, type Line, readLines } from '../../../api/pipeline/ingest/lines';

/** Everything read, and the words of the error that ended it. */
const read = async (input: string | Buffer, pieces = Infinity): Promise<{ lines: Line[]; error: string | null }> => {
  const bytes = Buffer.from(input);
  const size = Math.min(pieces, Math.max(1, bytes.length));
  const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) =>
    bytes.subarray(n * size, (n + 1) * size),
  );
  const lines: Line[] = [];
  try {
    for await (const some of readLines(Readable.from(chunks, { objectMode: true }))) lines.push(...some);
    return { lines, error: null };
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return { lines, error: (error as Error).message };
  }
};
const texts = async (input: string | Buffer, pieces?: number): Promise<string[]> =>
  (await read(input, pieces)).lines.map(({ text }) => text);

const A = '{"a":"ä 😀"}';
const B = '{"b":[1,{"c":"],}[{\\""}]}';

describe.each([Infinity, 7, 1])('in pieces of %s bytes', (pieces) => {
  it.each<[string, string | Buffer, string[]]>([
    ['JSON lines', `${A}\n${B}\n`, [A, B]],
    ['without a line end at the end', `${A}\n${B}`, [A, B]],
    ['Windows line ends', `${A}\r\n${B}\r\n`, [A, B]],
    ['blank lines and white space around', `\n\n  ${A} \t\n \n\n${B}\n\n`, [A, B]],
    ['a byte order mark', `\uFEFF${A}\n${B}\n`, [A, B]],
    ['byte order marks where files were put together', `\uFEFF${A}\n\uFEFF${B}\n`, [A, B]],
    ['a JSON array', `[${A},${B}]`, [A, B]],
    ['a JSON array over several lines', `\uFEFF\n[\n  ${A}\n,\n  ${B}\n]\n`, [A, B]],
    ['arrays one after the other', `[${A}]\n[${B}]\n`, [A, B]],
    ['lines after an array', `[${A}]\n${B}\n`, [A, B]],
    ['commas too many', `[${A},,${B},]`, [A, B]],
    ['an empty array', '[]', []],
    ['gzip', gzipSync(`${A}\n${B}\n`), [A, B]],
    ['gzip of an array', gzipSync(`[${A},${B}]`), [A, B]],
    ['gzip files put together', Buffer.concat([gzipSync(`${A}\n`), gzipSync(`${B}\n`)]), [A, B]],
    ['gzip of nothing', gzipSync(''), []],
    ['nothing', '', []],
    ['white space', ' \n\t\r\n', []],
    ['one byte', '{', ['{']],
    ['a broken line among good ones', `${A}\n{"x\n${B}\n`, [A, '{"x', B]],
    [
      'a line that is no UTF-8',
      Buffer.concat([Buffer.from(`${A}\n"`), Buffer.from([0xff, 0xc3]), Buffer.from(`"\n${B}\n`)]),
      [A, '"\uFFFD\uFFFD"', B],
    ],
  ])('Lines in pieces are read whole: %s', async (_, input, expected) => {
    expect(await read(input, pieces)).toMatchObject({ error: null });
    expect(await texts(input, pieces)).toEqual(expected);
  });

  it('The reader of lines numbers lines as an editor does, and elements from 1', async () => {
    const numbers = async (input: string): Promise<number[]> =>
      (await read(input, pieces)).lines.map(({ number }) => number);
    expect(await numbers(`\n\n${A}\n\n${B}\n`)).toEqual([3, 5]);
    expect(await numbers(`${A}\r\n${B}`)).toEqual([1, 2]);
    expect(await numbers(`\n[${A},\n${B}]`)).toEqual([1, 2]);
    expect(await numbers(`[${A},${B}]\n[${A}]`)).toEqual([1, 2, 3]);
  });

  it('The reader of lines delivers what came before the end of cut off input, and says what to do', async () => {
    expect(await read(`[${A},${B}`, pieces)).toMatchObject({
      lines: [{ text: A }],
      error: expect.stringContaining('ends in the middle'),
    });
    const packed = gzipSync(`${A}\n`.repeat(20_000) + Array.from({ length: 5000 }, () => Math.random()).join('\n'));
    const cut = await read(packed.subarray(0, packed.length - 2000), Math.max(pieces, 7));
    expect(cut.lines[0]).toEqual({ number: 1, text: A });
    expect(cut.lines.length).toBeGreaterThanOrEqual(20_000);
    expect(cut.error).toMatch(/gzip.*ends in the middle.*load the whole file again/);
  });

  it('The reader of lines says that gzip data is damaged', async () => {
    const packed = gzipSync(Array.from({ length: 3000 }, () => Math.random()).join('\n'));
    packed.fill(0x55, 200, 400);
    expect((await read(packed, Math.max(pieces, 7))).error).toMatch(/gzip data is damaged/);
    expect((await read(Buffer.from([0x1f, 0x8b, 1, 2, 3]), pieces)).error).toMatch(/gzip/);
  });
});

/** Lines that hardly pack, numbered; the same ones for the same seed. */
const numbered = (count: number, seed = 1): string[] => {
  let state = seed;
  return Array.from({ length: count }, (_, n) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return `{"n":${n},"x":${state / 2 ** 32}}`;
  });
};

describe.each([Infinity, 1000])('gzip data with a bad end, in pieces of %s bytes', (pieces) => {
  const wanted = numbered(5000);
  const packed = gzipSync(`${wanted.join('\n')}\n`);
  it.each<[string, () => Buffer]>([
    ['a bad sum', () => Buffer.concat([packed.subarray(0, -8), Buffer.from([1, 2, 3, 4]), packed.subarray(-4)])],
    ['a bad length', () => Buffer.concat([packed.subarray(0, -4), Buffer.from([9, 9, 9, 9])])],
    ['no sum', () => packed.subarray(0, -8)],
    ['the head of a file that is no gzip', () => Buffer.concat([packed, Buffer.from([0x1f, 0x8b, 7, 7, 7, 7])])],
    [
      'a damaged file behind it',
      () => {
        const second = gzipSync(numbered(20).join('\n'));
        second.fill(0xff, 12, 40);
        return Buffer.concat([packed, second]);
      },
    ],
  ])('Every line before a bad end is delivered, and the end is told: %s', async (_, damaged) => {
    const { lines, error } = await read(damaged(), pieces);
    expect(lines.slice(0, wanted.length).map(({ text }) => text)).toEqual(wanted);
    expect(error).toMatch(/gzip/);
  });

  it('What stands behind a bad end takes no line with it, wherever the data ends', async () => {
    for (let seed = 1; seed <= 40; seed += 1) {
      const lines = numbered(50 + seed, seed);
      const whole = gzipSync(`${lines.join('\n')}\n`);
      const found = await read(Buffer.concat([whole, Buffer.from([0x1f, 0x8b, 7, 7, 7, 7])]), pieces);
      expect(found.lines.slice(0, lines.length).map(({ text }) => text)).toEqual(lines);
    }
  });

  it('Damage near the end loses the lines from there on, not those before it', async () => {
    const damaged = Buffer.from(packed);
    damaged.fill(0xff, damaged.length - 3000, damaged.length - 2900);
    const { lines, error } = await read(damaged, pieces);
    // what comes out of damaged data before that is noticed are no lines of ours
    const whole = Math.floor((wanted.length * (packed.length - 3200)) / packed.length);
    expect(lines.slice(0, whole).map(({ text }) => text)).toEqual(wanted.slice(0, whole));
    expect(error).toMatch(/gzip data is damaged/);
  });

  it('A disk that fails in the middle loses nothing that was read', async () => {
    const failing = Readable.from(
      (async function* () {
        yield packed.subarray(0, packed.length - 8);
        throw new Error('EIO');
      })(),
    );
    const lines: string[] = [];
    await expect(
      (async () => {
        for await (const some of readLines(failing)) for (const { text } of some) lines.push(text);
      })(),
    ).rejects.toThrow('it cannot be read: EIO');
    expect(lines).toEqual(wanted);
  });
});

describe.each([
  ['line', '"', '"\n'],
  ['element of an array', '["', '",1]'],
])('a %s that does not end for long', (_, begin, end) => {
  it('A line that does not end for long is passed over, and each of its bytes is copied once at the most', async () => {
    const piece = Buffer.alloc(1 << 16, 'x');
    const pieces = 1024;
    async function* endless(): AsyncGenerator<Buffer> {
      yield Buffer.from(begin);
      for (let n = 0; n < pieces; n += 1) yield piece;
      yield Buffer.from(end);
      yield Buffer.from(`${A}\n`);
    }
    const concat = jest.spyOn(Buffer, 'concat');
    const lines: Line[] = [];
    for await (const some of readLines(Readable.from(endless()))) lines.push(...some);
    const copied = concat.mock.calls.reduce((sum, [list]) => sum + list.reduce((all, one) => all + one.length, 0), 0);
    concat.mockRestore();
    expect(copied).toBeLessThan(pieces * piece.length);
    expect(lines[0]).toMatchObject({ number: 1, text: '', problem: expect.stringMatching(/longer than/) });
    expect(lines.at(-1)).toMatchObject({ text: A });
  });
});

it('The reader of lines passes over what is too long, and goes on behind it', async () => {
  const long = `"${'x'.repeat(LONGEST + 10)}"`;
  const passed = { number: 2, text: '', problem: expect.stringMatching(/longer than \d+ bytes/) };
  const wanted = [{ number: 1, text: A }, passed, { number: 3, text: B }];
  expect((await read(`${A}\n${long}\n${B}\n`, 1 << 16)).lines).toEqual(wanted);
  expect((await read(`${A}\n${long}\n${B}\n`)).lines).toEqual(wanted);
  expect((await read(`[${A},${long},${B}]`, 1 << 16)).lines).toEqual(wanted);
  expect((await read(`${A}\n${long}`, 1 << 16)).lines).toEqual(wanted.slice(0, 2));
});

it('The reader of lines says when input breaks off', async () => {
  const broken = Readable.from(
    (async function* () {
      yield Buffer.from(`${A}\n`);
      throw new Error('EIO: the disk is gone');
    })(),
  );
  const lines: string[] = [];
  const reading = (async () => {
    for await (const some of readLines(broken)) for (const { text } of some) lines.push(text);
  })();
  await expect(reading).rejects.toThrow('it cannot be read: EIO: the disk is gone');
  expect(lines).toEqual([A]);
});
