import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { InputError, LONGEST, type Line, readLines } from '../../api/ingest/lines';

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
  ])('%s', async (_, input, expected) => {
    expect(await read(input, pieces)).toMatchObject({ error: null });
    expect(await texts(input, pieces)).toEqual(expected);
  });

  it('numbers lines as an editor does, and elements from 1', async () => {
    const numbers = async (input: string): Promise<number[]> =>
      (await read(input, pieces)).lines.map(({ number }) => number);
    expect(await numbers(`\n\n${A}\n\n${B}\n`)).toEqual([3, 5]);
    expect(await numbers(`${A}\r\n${B}`)).toEqual([1, 2]);
    expect(await numbers(`\n[${A},\n${B}]`)).toEqual([1, 2]);
    expect(await numbers(`[${A},${B}]\n[${A}]`)).toEqual([1, 2, 3]);
  });

  it('delivers what came before the end of cut off input, and says what to do', async () => {
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

  it('says that gzip data is damaged', async () => {
    const packed = gzipSync(Array.from({ length: 3000 }, () => Math.random()).join('\n'));
    packed.fill(0x55, 200, 400);
    expect((await read(packed, Math.max(pieces, 7))).error).toMatch(/gzip data is damaged/);
    expect((await read(Buffer.from([0x1f, 0x8b, 1, 2, 3]), pieces)).error).toMatch(/gzip/);
  });
});

it('passes over what is too long, and goes on behind it', async () => {
  const long = `"${'x'.repeat(LONGEST + 10)}"`;
  const passed = { number: 2, text: '', problem: expect.stringMatching(/longer than \d+ bytes/) };
  const wanted = [{ number: 1, text: A }, passed, { number: 3, text: B }];
  expect((await read(`${A}\n${long}\n${B}\n`, 1 << 16)).lines).toEqual(wanted);
  expect((await read(`${A}\n${long}\n${B}\n`)).lines).toEqual(wanted);
  expect((await read(`[${A},${long},${B}]`, 1 << 16)).lines).toEqual(wanted);
  expect((await read(`${A}\n${long}`, 1 << 16)).lines).toEqual(wanted.slice(0, 2));
});

it('says when input breaks off', async () => {
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
