import { Readable } from 'node:stream';
import { noCounts } from '../../../api/pipeline/ingest/load';
import { loadSinkRows } from '../../../api/pipeline/structure/loadSinkRows';
import { type TestWorkspace, openTestWorkspace } from '../../support/engine';

const COLUMNS = 'org,course_key,location,display_name,xblock_data_json,order,edited_on,time_last_dumped,dump_id';
const row = (block: string, data = '{}'): string =>
  `BH,course-v1:BH+L+1,block-v1:BH+L+1+type@html+block@${block},${block},"${data.replaceAll('"', '""')}",0,2026-01-01,2026-01-01 00:00:00,00000000-0000-4000-8000-000000000001\n`;
const PIECE = 'x'.repeat(1024 * 1024);

describe('rows of course_blocks as CSV', () => {
  let at: TestWorkspace;
  beforeAll(async () => {
    at = await openTestWorkspace('embedded');
  });
  afterAll(() => at.close());

  const load = async (input: Readable) => {
    const rejects: string[] = [];
    const options = {
      onReject: ({ reason }: { reason: string }) => void rejects.push(reason),
      onProgress: () => undefined,
      signal: new AbortController().signal,
    };
    return { counts: await loadSinkRows(at.engine, input, options), rejects };
  };

  it('Rows of course_blocks as CSV end at one that never ends, which is refused and not held in memory', async () => {
    let sent = 0;
    const input = Readable.from(
      (function* () {
        yield `${COLUMNS}\n${row('a')}BH,course-v1:BH+L+1,b,"`;
        for (; sent < 200; sent += 1) yield PIECE;
        yield `\n${row('c')}`;
      })(),
    );
    const { counts, rejects } = await load(input);
    expect(counts).toEqual({ ...noCounts(), read: 2, accepted: 1, rejected: 1 });
    expect(rejects).toEqual([expect.stringMatching(/longer than 8 MiB.*quotation mark may be missing/)]);
    expect(sent).toBeLessThan(20);
  });

  it('Rows of course_blocks as CSV may be as long as a block with much in it', async () => {
    const { counts, rejects } = await load(
      Readable.from([`${COLUMNS}\n`, row('d', JSON.stringify({ text: 'y'.repeat(7_000_000) })), row('e')]),
    );
    expect(rejects).toEqual([]);
    expect(counts.accepted).toBe(2);
  });
});
