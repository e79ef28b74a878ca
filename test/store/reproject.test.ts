import { Readable } from 'node:stream';
import { reprojectRange } from '../../api/store/reproject';
import { loadStatements } from '../../api/pipeline/ingest/load';
import { openTestWorkspace } from '../support/engine';
import { evaluate, lines, register, watching } from '../support/statements';

it('Statements that are typed again give the rows that they gave when they came', async () => {
  const test = await openTestWorkspace('embedded');
  try {
    const statements = [
      register({ id: 1, who: 'ana', seconds: 0 }, 'registered', 'verified'),
      evaluate({ id: 2, who: 'ana', seconds: 10, attempt: 2, success: true }),
      watching({ id: 3, who: 'ana', seconds: 20, verb: 'seeked', position: 5, to: 9, length: 60 }),
    ];
    await loadStatements(test.engine, Readable.from([Buffer.from(lines(statements))]), {
      onReject: ({ reason }) => {
        throw new Error(reason);
      },
      onProgress: () => undefined,
      signal: new AbortController().signal,
    });
    const { own } = test.engine.databases;
    const stored = () => test.engine.rows(`SELECT * FROM ${own}.events FINAL ORDER BY event_id`);
    const before = await stored();
    expect(before).toHaveLength(3);
    await test.engine.command(`TRUNCATE TABLE ${own}.events`);
    await reprojectRange(test.engine, { from: 0, to: 2e15 });
    expect(await stored()).toEqual(before);
  } finally {
    await test.close();
  }
});
