/** The statements that event-routing-backends itself makes of its events, compared whole. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Json, parseLine, transformEvent } from '../../../api/pipeline/transform';
import { describeWithShared, goldenFolder } from '../../support/shared';

/** The surroundings in which the expected statements were made. */
const OPTIONS = {
  lmsUrl: 'http://localhost:18000',
  actorOf: () => '32e08e30-f8ae-4ce2-94a8-c2bfe38a70cb',
  courseNameOf: () => 'Demonstration Course',
  transformerVersion: 'event-routing-backends@1.1.1',
  asLive: false,
};
/** Nobody did this: event-routing-backends refuses it too, though a file says what would come of it. */
const NOBODY = 'edx.ui.lms.link_clicked(anonymous_user).json';

const files = (golden: string): string[] => readdirSync(join(golden, 'tracking-to-xapi', 'raw'));

describeWithShared('tracking events to xAPI, as event-routing-backends does it', (golden) => {
  const folder = join(golden, 'tracking-to-xapi');
  const names = goldenFolder === null ? [] : files(goldenFolder);

  const transformed = (name: string, strict: boolean) => {
    const line = readFileSync(join(folder, 'raw', name), 'utf8').replaceAll('\n', ' ');
    const parsed = parseLine(line);
    if (parsed.kind !== 'event') throw new Error(`${name}: ${parsed.kind}`);
    return transformEvent(parsed.event, { ...OPTIONS, strict });
  };

  it('Tracking events to xAPI, as event-routing-backends does it has pairs to compare', () =>
    expect(names.length).toBeGreaterThan(30));

  describe.each([false, true])('strict: %s', (strict) => {
    it.each(names.filter((name) => name !== NOBODY))(
      'The transformer in strict mode does as event-routing-backends does: %s',
      (name) => {
        const expected = JSON.parse(readFileSync(join(folder, 'xapi', name), 'utf8')) as Json | Json[];
        const result = transformed(name, strict);
        if (result.kind !== 'statements') throw new Error(result.reason);
        const made = JSON.parse(JSON.stringify(result.statements)) as unknown;
        expect(made).toEqual(Array.isArray(expected) ? expected : [expected]);
      },
    );
  });

  it('The transformer refuses what nobody did', () => {
    expect(transformed(NOBODY, false)).toEqual({ kind: 'rejected', reason: expect.stringContaining('names no user') });
  });
});
