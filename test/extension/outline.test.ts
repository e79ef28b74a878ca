/** One number of an extension beside each block of the outline: chosen, told, withheld, in a file, and taken away. */
import { type Card, type Outline, fillPath, getOutline } from '@marginalia/contract';
import { operatorScope } from '../../api/auth/scope';
import { parseCommand } from '../../api/cli/parseCommand';
import { execute } from '../../api/cli/execute';
import type { ExtensionReports } from '../../api/extension/reports';
import { openServices } from '../../api/metrics';
import { type TestApi, openTestApi } from '../http/api';
import { COURSE, LMS, PROBLEM, VIDEO, statementsOf } from '../http/smallCourse';
import { MIN, Site } from './site';

/** Of every problem and video, in two ways; of units one that is made of others. */
const SOURCE = `
const words = (id: string) => ({ id, title: 'Called ' + id, sentence: 'Made up to stand beside the blocks of an outline.' });
const own = (events) => Object.fromEntries(events.map(({ block }) => [block, block.length]));
export const share = sdk.defineMetric({ ...words('share'), on: ['problem', 'video'], events: { context: 'all' },
  as: sdk.share({ among: 'reached' }), each: ({ events }) => Object.fromEntries(events.map(({ block }) => [block, events.length > 5])) });
export const middle = sdk.defineMetric({ ...words('middle'), on: ['problem', 'video'], events: { context: 'all' },
  as: sdk.middle({ unit: 'seconds', min: 0, max: 7200 }), each: ({ events }) => own(events) });
export const total = sdk.defineMetric({ ...words('total'), on: ['problem', 'video'], events: { context: 'all' },
  as: sdk.total({ unit: 'events', min: 0, max: 100 }), each: ({ events }) => own(events) });
export const kinds = sdk.defineMetric({ ...words('kinds'), on: 'problem', events: { context: 'all' },
  as: sdk.counts({ among: 'tried', categories: ['a', 'b'] }), each: ({ events }) => Object.fromEntries(events.map(({ block }) => [block, 'a'])) });
export const ofClass = sdk.defineMetric({ ...words('of-class'), on: 'course', events: { context: 'all' },
  as: sdk.share({ among: 'enrolled' }), each: ({ course }) => ({}) });
export const made = sdk.defineMetric({ ...words('made'), on: 'problem', from: ['firstTry', 'out.middle'], as: 'score',
  combine: ({ firstTry = 0 }) => firstTry / 2 });
export const secret = sdk.defineMetric({ ...words('secret'), on: 'problem', events: { context: 'all' },
  as: sdk.share({ among: 'tried' }), allow: [{ role: 'site' }], each: ({ events }) => Object.fromEntries(events.map(({ block }) => [block, true])) });
`;
/** So many learners, of whom five saw the video. */
const some = (learners: number) => [
  ...statementsOf(undefined, undefined, undefined, 5),
  ...statementsOf(undefined, undefined, undefined, learners).filter(
    ({ object }) => object.id !== `${LMS}/xblock/${VIDEO}`,
  ),
];

let site: Site;
let reports: ExtensionReports;
let api: TestApi;

/** The outline as over HTTP, once its figures are there. */
const outline = async (query = '', username = 'global'): Promise<Outline> => {
  for (;;) {
    const response = await api.get(`${fillPath(getOutline.path, { course: COURSE })}${query}`, username);
    if (response.statusCode !== 200) throw new Error(response.body);
    const answer = response.json<Outline>();
    if (answer.extension?.state !== 'filling') return answer;
  }
};
const figuresOf = ({ blocks }: Outline) =>
  Object.fromEntries(blocks.flatMap(({ id, extension }) => (extension ? [[id, extension]] : [])));

beforeAll(async () => {
  site = await Site.open(some(40));
  await site.install('out/out', SOURCE);
  const services = openServices(site.site.engine, MIN, site.site.workspace.learnerRules);
  reports = site.answers();
  api = await openTestApi({ services: () => services, extensions: () => reports });
});
afterAll(async () => {
  await api.close();
  await site.close();
});

describe('the outline', () => {
  let plain: Outline;

  it('The outline has not a byte of extensions while none is chosen', async () => {
    plain = await outline();
    expect(JSON.stringify(plain)).not.toMatch(/extension|out\./);
    expect(await site.run('outline')).toEqual({
      status: 0,
      said: 'The outline shows no figure of an extension. It can show: out.made, out.middle, out.secret, out.share, out.total.\n',
    });
  });

  it.each(['out.share', 'out.middle', 'out.total', 'out.made'])(
    'The outline has %s beside each block of its kind: the number of the block’s card',
    async (id) => {
      expect((await site.run('outline', id)).said).toMatch(`The outline shows ${id} (Called ${id.slice(4)})`);
      const answer = await outline();
      const figures = figuresOf(answer);
      expect(answer.extension).toMatchObject({ id, by: 'out/out', state: 'ready', title: `Called ${id.slice(4)}` });
      const cards = new Map<string, Card>();
      for (const { id: block } of answer.blocks)
        for (const card of await reports.cards(operatorScope(COURSE), block))
          if (card.id === id) cards.set(block, card);
      expect(Object.keys(figures).sort()).toEqual([...cards.keys()].sort());
      expect(figures[PROBLEM]).toMatchObject({ kind: 'value', of: 40 });
      if (id !== 'out.made') expect(figures[VIDEO]).toMatchObject({ kind: 'withheld' });
      for (const [block, { state, value }] of cards) {
        const figure = figures[block]!;
        expect([block, figure.kind]).toEqual([block, state === 'ready' ? 'value' : state]);
        if (figure.kind !== 'value') continue;
        const { value: told } = value as { value: unknown };
        const { of } = { ...(value as object), ...(told as object) } as { of: number };
        const number = typeof told === 'number' ? told : (Object(told).middle ?? Object(told).value);
        expect([block, figure.value, figure.of]).toEqual([block, number, of]);
      }
    },
  );

  it('The outline is otherwise as it was', async () => {
    const { extension, definitions, blocks, ...others } = await outline();
    expect(extension).toBeDefined();
    expect(definitions).toEqual([...plain.definitions, 'out.made']);
    expect({
      ...others,
      definitions: plain.definitions,
      blocks: blocks.map(({ extension: _, ...block }) => block),
    }).toEqual(plain);
  });

  it('The outline is asked for once and sent once: the same figures are the same bytes', async () => {
    await outline();
    const first = await api.get(fillPath(getOutline.path, { course: COURSE }), 'global');
    const tag = String(first.headers.etag);
    const again = await api.get(fillPath(getOutline.path, { course: COURSE }), 'global', { 'if-none-match': tag });
    expect([again.statusCode, again.body]).toEqual([304, '']);
  });

  it('The outline has no figure of all time beside numbers of some dates', async () => {
    expect((await outline('?from=2026-03-01')).extension).toBeUndefined();
  });

  it('The outline has one more column in its file, and says what that is', async () => {
    await site.run('outline', 'out.middle');
    const { body } = await api.get(`/api/v1/courses/${encodeURIComponent(COURSE)}/export/outline.csv`, 'global');
    expect(body).toMatch(/# Called middle \(out\.middle\), seconds: Made up to stand/);
    expect(body).toMatch(/# extension: out\/out/);
    expect(body).toMatch(/,worth_a_look,out\.middle,out\.middle_of\r\n/);
    const figure = figuresOf(await outline())[PROBLEM]!;
    expect(figure.kind).toBe('value');
    if (figure.kind === 'value') expect(body).toMatch(new RegExp(`Cogs,.*,${figure.value},${figure.of}\\r\\n`));
  });

  it('The outline of the command line is that of the route', async () => {
    const said: string[] = [];
    const io = { stdin: process.stdin, out: (text: string) => void said.push(text), err: () => undefined };
    const command = parseCommand(['report', 'outline', '--course', COURSE]) as Parameters<typeof execute>[1];
    const signal = new AbortController().signal;
    expect(await execute(site.site.workspace, command, MIN, { ...io, isTerminal: false, signal })).toBe(0);
    const typed = JSON.parse(said.join('')) as Outline;
    const asked = await outline();
    expect([typed.extension, figuresOf(typed)]).toEqual([asked.extension, figuresOf(asked)]);
  });

  it('The outline shows nobody what is not for them', async () => {
    const { said } = await site.run('outline', 'out.secret');
    expect(said).toMatch(/Not everybody on a course team may see it/);
    expect((await outline('', 'staff')).extension).toBeUndefined();
    expect((await outline('', 'global')).extension).toMatchObject({ id: 'out.secret' });
  });

  it('The outline has old figures at once, and new ones soon after something happened', async () => {
    await site.run('outline', 'out.middle');
    const of = (answer: Outline): unknown => (figuresOf(answer)[PROBLEM] as { of?: number }).of;
    expect(of(await outline())).toBe(40);
    await site.load(some(55));
    await site.settle();
    const asked: unknown[] = [];
    while (asked.at(-1) !== 55 && asked.length < 10_000) asked.push(of(await outline()));
    expect([asked[0], asked.at(-1)]).toEqual([40, 55]);
    const now = await reports.outline(plain, operatorScope(COURSE), () => 'operator', true);
    expect(of(now)).toBe(55);
  });

  it('The outline reads the learners of all its blocks together', async () => {
    const { engine } = site.site.workspace;
    const rows = jest.spyOn(engine, 'rows');
    const many = {
      ...plain,
      blocks: Array.from({ length: 50 }, (_, at) => ({
        ...plain.blocks[0]!,
        type: 'problem',
        id: `block-v1:Edu+Ada+2026+type@problem+block@m${at}`,
      })),
    };
    await site.answers().outline(many, operatorScope(COURSE), () => 'operator', true);
    const names = rows.mock.calls.map(([, , name]) => name);
    rows.mockRestore();
    expect(names.filter((name) => name === 'extension-learners-of-blocks')).toHaveLength(2);
  });
});

describe('the operator’s choice', () => {
  it.each([
    [
      'out.kinds',
      /out\.kinds has no single number for a block, and the outline has room for one\. It can show: out\.made/,
    ],
    ['out.of-class', /has no single number for a block/],
    ['out.nothing', /No extension that is on has a metric named out\.nothing\. It can show:/],
  ])('The operator’s choice of %s is refused, and what can be chosen is said', async (id, words) => {
    await expect(site.run('outline', id)).rejects.toThrow(words);
  });

  it('The operator’s choice is one metric: the next takes the place of the last', async () => {
    await site.install('second/second', SOURCE.replaceAll('out.', 'second.'));
    await site.run('outline', 'out.share');
    await site.run('outline', 'second.share');
    const chosen = (await site.rows('extensions')).filter((row) => row.outline !== '').map((row) => row.name);
    expect(chosen).toEqual(['second/second']);
    expect((await outline()).extension?.id).toBe('second.share');
  });

  it('The operator’s choice says that it is paused, without figures', async () => {
    await site.run('pause', 'second/second');
    const paused = await outline();
    expect([paused.extension?.state, figuresOf(paused)]).toEqual(['paused', {}]);
    await site.run('disable', 'second/second');
    expect((await outline()).extension).toBeUndefined();
    expect((await site.run('outline')).said).toMatch(
      /second\.share is chosen for the outline, but second\/second is disabled\. Nothing is shown\./,
    );
  });

  it('The operator’s choice goes with the extension, and with --none', async () => {
    await site.run('remove', 'second/second', '--yes');
    expect((await site.run('outline')).said).toMatch(/^The outline shows no figure/);
    await site.run('outline', 'out.share');
    expect((await site.run('outline', '--none')).said).toBe('The outline shows no figure of an extension.\n');
    expect((await outline()).extension).toBeUndefined();
  });
});
