import { missingViews } from '../store/migrate';
import { isOurs, otherStatementTables, sourceTables } from '../store/sources';
import { isoTime } from '../lib/time';
import { storedTotals, untypedSample } from '../store/queries/statements';
import { publishesWaiting } from '../store/queries/sink';
import { stateValue } from '../store/queries/state';
import { readBackfill } from '../worker/backfill';
import { REBUILD, rawKept } from '../worker/rawKept';
import { FIRST_TIME } from '../store/queries/lrs';
import type { Workspace } from '../worker/workspace';

/** What `doctor` says in one line. */
export interface Finding {
  readonly ok: boolean;
  readonly text: string;
  readonly remedy?: string;
}

/** From the tables that others may write to our own: whether everything is there that statements go through. */

export const tables = async ({ engine, migrations }: Workspace): Promise<Finding[]> => {
  const findings: Finding[] = [
    { ok: true, text: `our tables: ${migrations.length} migrations in ${engine.databases.own}` },
  ];
  for (const { table, problem } of await sourceTables(engine)) {
    const whose = (await isOurs(engine, table)) ? 'ours' : 'made by others, never altered';
    findings.push(
      problem === null
        ? { ok: true, text: `source table ${table} (${whose})` }
        : {
            ok: false,
            text: `source table ${table} ${problem}`,
            remedy:
              'check ASPECTS_XAPI_DATABASE (`openedx` where Vector delivers) and ASPECTS_EVENT_SINK_DATABASE, and that our user may SELECT there',
          },
    );
  }
  return findings;
};

export const views = async ({ engine }: Workspace): Promise<Finding[]> => {
  const missing = await missingViews(engine);
  if (missing.length === 0) return [{ ok: true, text: 'views: statements are typed as they arrive' }];
  return [
    {
      ok: false,
      text: `views: ${missing.join(', ')} are gone, so new statements are not typed`,
      remedy:
        'start `marginalia serve` again, or run `marginalia migrate` while it does not run; what was missed is typed then',
    },
  ];
};

/** Statements looked at for whether they are typed, about. */
const SAMPLE = 20_000;

export const statements = async ({ engine }: Workspace): Promise<Finding[]> => {
  const totals = (await storedTotals.run(engine, {}))[0];
  if (!totals || totals.statements === 0) {
    const [other] = await otherStatementTables(engine);
    return [
      {
        ok: false,
        text: `statements: none${other ? ` in ${engine.databases.xapi}, but there are some in ${other}` : ''}`,
        remedy: other
          ? `set ASPECTS_XAPI_DATABASE=${other} if they are meant`
          : 'load some with `marginalia load xapi FILE`, or check the pipeline that writes them',
      },
    ];
  }
  const one_in = Math.max(1, Math.floor(totals.statements / SAMPLE));
  const { missing = 0, looked = 0 } = (await untypedSample.run(engine, { one_in }))[0] ?? {};
  const isFilling = (await readBackfill(engine)) !== null;
  return [
    { ok: true, text: `statements: ${totals.statements}, ${isoTime(totals.oldest)} to ${isoTime(totals.newest)}` },
    ...(missing > 0 && !isFilling
      ? [
          {
            ok: false,
            text: `statements: of ${looked} looked at, ${missing} are not typed and not counted`,
            remedy: 'run `marginalia rebuild`; it can be stopped and run again',
          },
        ]
      : []),
  ];
};

/** What was begun and is not at its end. */
export const unfinished = async ({ engine }: Workspace): Promise<Finding[]> => {
  const note = await readBackfill(engine);
  const rebuilding = (await stateValue.run(engine, { name: REBUILD }))[0]?.value ?? '';
  const findings: Finding[] = [];
  if (note !== null) {
    findings.push({
      ok: false,
      text:
        note.before === null
          ? 'back-fill: what was stored before our tables were made is not counted yet'
          : `back-fill: what happened before ${isoTime(note.before)} is not counted yet`,
      remedy: '`marginalia migrate` goes on with it, and so does `marginalia serve` in the background',
    });
  }
  if (rebuilding !== '') {
    findings.push({
      ok: false,
      text: `rebuild: stopped at ${isoTime(Number(rebuilding))}; answers are as before it`,
      remedy: 'run `marginalia rebuild` again; it goes on there',
    });
  }
  return findings;
};

/** Since when raw statements are kept, where not all are. */
export const retention = async ({ engine }: Workspace): Promise<Finding[]> => {
  const since = await rawKept.since(engine);
  if (since === FIRST_TIME) return [];
  return [
    {
      ok: true,
      text:
        `retention: raw statements of before ${isoTime(since).slice(0, 10)} are not kept; answers stay, ` +
        'but `rebuild` and later versions cannot make anything new of them',
    },
  ];
};

/** Something is wrong where a publish has not been fetched for so long, milliseconds. */
const FETCHED_WITHIN = 3_600_000;
const NAMED = 3;

/** What was published and is still to be fetched from the LMS and Studio. */
export const publishes = async ({ engine }: Workspace): Promise<Finding[]> => {
  const waiting = await publishesWaiting.run(engine, {});
  const [first] = waiting;
  if (!first) return [];
  const text = `publishes: ${waiting.length} still to be fetched, the first of them since ${isoTime(first.heard * 1000)}`;
  if (Date.now() - first.heard < FETCHED_WITHIN) return [{ ok: true, text }];
  const names = waiting.slice(0, NAMED).map(({ key }) => key);
  return [
    {
      ok: false,
      text: `${text}: ${names.join(', ')}${waiting.length > NAMED ? ', ...' : ''}`,
      remedy:
        'the log of `serve` says why; the LMS and Studio have to answer our client at LMS_INTERNAL_URL and STUDIO_INTERNAL_URL',
    },
  ];
};
