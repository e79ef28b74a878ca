import fc from 'fast-check';
import { LONGEST } from '../../../api/pipeline/ingest/lines';
import { type CutLine, LineCutter } from '../../../api/pipeline/tracking/cutLines';

const cut = (pieces: readonly Buffer[], from = 0): CutLine[] => {
  const cutter = new LineCutter(from);
  return [...pieces.flatMap((piece) => [...cutter.push(piece)]), ...cutter.end()];
};

it('The cutter of lines cuts the same lines at the same places, however the bytes arrive', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string({ unit: 'grapheme' }), fc.constant('')).map((text) => text.replaceAll('\n', ' '))),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
      fc.boolean(),
      (lines, sizes, isEnded) => {
        const text = lines.join('\n') + (isEnded ? '\n' : '');
        const whole = Buffer.from(text);
        const pieces: Buffer[] = [];
        for (let at = 0, turn = 0; at < whole.length; turn += 1) {
          const size = sizes[turn % sizes.length]!;
          pieces.push(whole.subarray(at, at + size));
          at += size;
        }
        const found = cut(pieces);
        const expected = whole.toString().split('\n');
        if (expected.at(-1) === '') expected.pop();
        expect(found.map((line) => line.text)).toEqual(expected);
        for (const [index, line] of found.entries()) {
          expect(cut([whole.subarray(line.end)], line.end)).toEqual(found.slice(index + 1));
        }
      },
    ),
  );
});

it('The cutter of lines passes over what is too long or no UTF-8, and goes on behind it', () => {
  const long = Buffer.alloc(LONGEST + 1, 'x');
  const lines = cut([long, Buffer.from('\n'), Buffer.from([0x61, 0xff, 0x0a]), Buffer.from('good\n')]);
  expect(lines).toEqual([
    { text: '', problem: expect.stringContaining('longer'), end: LONGEST + 2 },
    { text: '', problem: 'it is not UTF-8', end: LONGEST + 5 },
    { text: 'good', end: LONGEST + 10 },
  ]);
});
