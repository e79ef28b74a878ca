/** Histories as the closed machine reads them: what the engine writes at once is what is put together where there is more. */
import { type Columns, columnsOf, inOrder, learnerText, seen, typesOf, wanted } from '../../api/extension/histories';
import { columnHistories } from '../../api/extension/histories.query';
import type { Filter } from '../../api/extension/manifest';
import { eventsIn, readHistories } from '../../api/store/queries/events';
import { readStructure } from '../../api/store/structure';
import { COURSE, statementsOf } from '../http/smallCourse';
import { Site } from './site';

/** With words instead of their places. */
const told = (columns: Columns): unknown[] => {
  const all = columns as unknown as Record<string, readonly (string | number)[]>;
  const word = (words: string, places: string, at: number) => all[words]?.[Number(all[places]?.[at])];
  return columns.time.map((time, at) => ({
    time,
    verb: word('verbs', 'verb', at),
    block: word('blocks', 'block', at),
    type: word('types', 'block', at),
    part: word('parts', 'part', at),
    response: word('responses', 'response', at),
    rest: ['attempt', 'success', 'score', 'position', 'to'].map((name) => all[name]?.[at]),
  }));
};

describe('a history as the closed machine reads it', () => {
  let site: Site;
  beforeAll(async () => {
    const odd = ['four\tor\nfive', '"]}\\', 'فصل ≥ 4 🎓'];
    const statements = statementsOf().map((one, at) => {
      const result = (one as { result?: { response?: string } }).result;
      return result?.response === undefined ? one : { ...one, result: { ...result, response: odd[at % 3] } };
    });
    site = await Site.open(statements);
  });
  afterAll(() => site.close());

  it.each<[string, Filter[]]>([
    ['all', [{ context: 'all' }]],
    ['what one filter wants', [{ verbs: ['evaluated'] }]],
    ['what any of two filters wants', [{ verbs: ['played', 'registered'] }, { types: ['problem'] }]],
    ['what no event is', [{ verbs: ['posted'] }]],
  ])('A history as the closed machine reads it has %s, the same in both ways', async (_, filters) => {
    const { engine } = site.site;
    const structure = await readStructure(engine, COURSE);
    const typeOf = typesOf(structure);
    const learners = (await engine.rows(`SELECT DISTINCT learner FROM ${engine.databases.own}.events`)).map((row) =>
      String(row.learner),
    );
    const packed = await readHistories(engine, COURSE, learners);
    const rows = await columnHistories.run(engine, { course: COURSE, learners });
    expect(rows).toHaveLength(packed.size);
    for (const row of rows) {
      const [learner, { track, events }] = learnerText(row, filters, typeOf);
      const own = inOrder(eventsIn(packed.get(learner) ?? '').map(seen));
      expect(track).toBe('"audit"');
      expect(told(JSON.parse(events) as Columns)).toEqual(told(columnsOf(wanted(own, filters, typeOf), typeOf)));
    }
  });
});
