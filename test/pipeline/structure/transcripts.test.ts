import { readTranscript } from '../../../api/pipeline/structure/transcripts';

const srt = (...cues: [from: string, to: string, text: string][]): string =>
  cues.map(([from, to, text], i) => `${i + 1}\n${from} --> ${to}\n${text}\n`).join('\n');

describe('a transcript', () => {
  it('A transcript is put into sentences: cues are joined until one ends', () => {
    expect(
      readTranscript(
        srt(
          ['00:00:01,500', '00:00:03,000', 'Loops are\n<i>everywhere</i>'],
          ['00:00:03,000', '00:00:04,000', 'in the laundry.”'],
          ['01:00:05,000', '01:00:06,250', 'And here'],
        ),
      ),
    ).toEqual([
      { from: 1.5, to: 4, text: 'Loops are everywhere in the laundry.”' },
      { from: 3605, to: 3606.25, text: 'And here' },
    ]);
  });

  it('A transcript ends a sentence where the speaker pauses, or talks on and on', () => {
    const paused = readTranscript(
      srt(['00:00:00,000', '00:00:01,000', 'one'], ['00:00:04,000', '00:00:05,000', 'two']),
    );
    expect(paused?.map(({ text }) => text)).toEqual(['one', 'two']);
    const long = readTranscript(
      srt(
        ...Array.from({ length: 20 }, (_, i): [string, string, string] => [
          `00:0${Math.floor(i / 6)}:${(i % 6) * 10 || '00'},000`,
          `00:0${Math.floor(i / 6)}:${(i % 6) * 10 + 9},000`,
          'word',
        ]),
      ),
    );
    expect(long?.every(({ from, to }) => to - from <= 45)).toBe(true);
    expect(long!.length).toBeGreaterThan(3);
  });

  it('A transcript may be sjson or WebVTT', () => {
    const sjson = JSON.stringify({ start: [0, 2000], end: [2000, 2500], text: ['Hello', 'you.'] });
    expect(readTranscript(sjson)).toEqual([{ from: 0, to: 2.5, text: 'Hello you.' }]);
    expect(readTranscript('WEBVTT\n\nintro\n00:01.000 --> 00:02.000 align:start\nHi.\n')).toEqual([
      { from: 1, to: 2, text: 'Hi.' },
    ]);
  });

  it('A transcript in the wrong order is put right, and cues that make no sense are left out', () => {
    expect(
      readTranscript(
        srt(
          ['00:00:05,000', '00:00:06,000', 'b.'],
          ['00:00:01,000', '00:00:02,000', 'a.'],
          ['00:00:09,000', '00:00:08,000', 'c.'],
        ),
      ),
    ).toEqual([
      { from: 1, to: 2, text: 'a.' },
      { from: 5, to: 6, text: 'b.' },
    ]);
    expect(readTranscript('{"start": [null], "end": ["x"], "text": ["a"]}')).toBeNull();
  });

  it.each(['', 'nothing', '{"start": 1}', '{', '[]'])('A transcript is not %j', (text) =>
    expect(readTranscript(text)).toBeNull(),
  );
});
