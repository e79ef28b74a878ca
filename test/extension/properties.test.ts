/** Properties: what events say beyond the common columns, by platform, and numbers of objects by their names. */
import { operatorScope } from '../../api/auth/scope';
import { COURSE, PROBLEM, UNIT, VIDEO, statementsOf } from '../http/smallCourse';
import { Site } from './site';

const LEARNERS = 30;
const DEVICE = `
  export const device = sdk.defineProperty({ on: 'event', name: 'xapi.device', cases: [
    { when: "platform = 'edx'", value: "JSONExtractString(statement, 'context', 'extensions', 'device')" },
    { when: "platform = 'sakai'", value: "JSONExtractString(statement, 'context', 'language')" },
  ] });
  export const whose = sdk.defineProperty({ on: 'event', name: 'xapi.whose', cases: [
    { value: "concat(JSONExtractString(statement, 'actor', 'account', 'name'), toString(position(statement, 'account')))" },
  ] });
  export const effort = sdk.defineProperty({ on: 'problem', name: 'effort', from: 'acme.by-phone' });
`;
const READS = (id: string, property: string, value: string): string => `
  export const m${id.replace('-', '')} = sdk.defineMetric({
    id: '${id}', title: 'By phone', sentence: 'Learners whose last attempt came from a phone.', on: 'problem',
    events: { verbs: ['evaluated'], types: ['problem'] }, as: sdk.share({ among: 'tried' }),
    each: ({ events }) => Object.fromEntries(events.filter((one) => one.part === '').map((one) => [one.block, one.get('${property}') === '${value}'])),
  });`;

describe('properties', () => {
  let site: Site;
  const told = (id: string, block = PROBLEM) =>
    site.answers().metric(operatorScope(COURSE), id, { block }, 'operator') as unknown as Promise<
      Record<string, unknown>
    >;

  beforeAll(async () => {
    const names = new Map<string, number>();
    const statements = statementsOf(undefined, undefined, undefined, LEARNERS).map((one) => {
      const { name } = one.actor.account;
      if (!names.has(name)) names.set(name, names.size);
      const n = names.get(name) ?? 0;
      const { context } = one as unknown as { context: { extensions?: object } };
      // ten on phones of Open edX, ten of another platform, which says so elsewhere, ten on desks
      if (n < 10) return { ...one, context: { ...context, extensions: { ...context.extensions, device: 'phone' } } };
      if (n < 20) return { ...one, context: { ...context, platform: 'Sakai', language: 'phone' } };
      return { ...one, context: { ...context, extensions: { ...context.extensions, device: 'desk' } } };
    });
    site = await Site.open(statements);
    await site.install(
      'acme/device',
      DEVICE + READS('by-phone', 'xapi.device', 'phone') + READS('whose', 'xapi.whose', '0'),
    );
    await site.install(
      'other/reader',
      READS('by-desk', 'xapi.device', 'desk') +
        `
      export const hard = sdk.defineMetric({ id: 'hard', title: 'Hard', sentence: 'How much of a problem came by phone.', on: 'problem',
        from: ['problem.effort', 'problem.reach'], as: 'score', combine: (one) => one['problem.effort'] + one['problem.reach'] });`,
    );
  });
  afterAll(() => site.close());

  it('Properties of an event are what the case of its platform says', async () => {
    expect(await told('acme.by-phone')).toMatchObject({ value: { count: 20, of: 30 } });
  });
  it('Properties of an event are there for other extensions, which name them', async () => {
    expect(await told('other.by-desk')).toMatchObject({ value: { count: 10, of: 30 } });
  });
  it('Properties of an event cannot say whose it is', async () => {
    expect(await told('acme.whose')).toMatchObject({ value: { count: 30, of: 30 } });
  });
  it('Properties of an object are a metric by another name, and may be made into others', async () => {
    expect(await told('problem.effort')).toEqual(await told('acme.by-phone'));
    expect(await told('other.hard')).toMatchObject({ value: 30.6667, of: 30 });
  });
  it('Properties of the product hold for their kind of block', async () => {
    expect(await told('problem.reach')).toMatchObject({ title: 'Reached', value: 30, of: 30 });
    expect(await told('vertical.reach', UNIT)).toMatchObject({ value: 30, of: 30 });
    expect(await told('problem.difficulty')).toMatchObject({ value: { kind: 'none' }, of: 0 });
    expect(await told('video.rewinds', VIDEO)).toMatchObject({ state: 'ready', value: 0, of: 0 });
    expect(await told('video.reach')).toMatchObject({ value: { kind: 'none', reason: 'another_type' } });
  });
  it('Properties are refused where the name is taken, or the expression reads more than a statement', async () => {
    await expect(site.install('late/one', DEVICE)).rejects.toThrow(/xapi.device is a property of acme\/device already/);
    await expect(
      site.install(
        'late/two',
        `export default sdk.defineProperty({ on: 'problem', name: 'reach', from: 'acme.by-phone' })`,
      ),
    ).rejects.toThrow(/problem.reach is a property of Marginalia/);
    await expect(
      site.install(
        'late/three',
        `export default sdk.defineProperty({ on: 'event', name: 'x.y', cases: [{ value: "file('/etc/passwd')" }] })`,
      ),
    ).rejects.toThrow(/the function file is not allowed/);
    await expect(
      site.install(
        'late/four',
        `export default sdk.defineProperty({ on: 'event', name: 'x.y', cases: [{ value: 'learner' }] })`,
      ),
    ).rejects.toThrow(/there is no learner here/);
  });
});
