/** Who may ask what of an extension, as the extension and the operator say; parameters that are set for them. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readExtensionRules } from '../../api/config/extensionRules';
import { type Asker, type Role, type Rules, isFor, paramsOf } from '../../api/extension/asker';
import type { InstalledMetric } from '../../api/extension/registry';

const roles = (...all: Role[]): Asker => new Set<Role>(['team', ...all]);
type Allow = InstalledMetric['metric']['allow'];
const metric = (allow?: Allow): InstalledMetric =>
  ({
    id: 'acme.confusion',
    metric: {
      id: 'confusion',
      tier: 'combine',
      params: { patience: { type: 'integer', minimum: 60, maximum: 900, default: 100 } },
      allow,
    },
  }) as unknown as InstalledMetric;
const patience = (allow: Allow, asker: Asker, rules: Rules = {}, sent: Record<string, string> = {}): unknown =>
  paramsOf(metric(allow), sent, asker, rules).patience;
const PINNED: Allow = [{ role: 'team', pin: { course: '$course', patience: '300' } }, { role: 'site' }];

describe('an extension allows', () => {
  it.each<[string, Allow, Asker, boolean]>([
    ['everybody of the team where it names nobody', undefined, roles(), true],
    ['authors what it allows authors', [{ role: 'author' }], roles('author'), true],
    ['others not what it allows authors', [{ role: 'author' }], roles('instructor'), false],
    ['the team not what is for the site', [{ role: 'site' }], roles('author', 'instructor'), false],
    ['staff of the site what is for the site', [{ role: 'site' }], roles('site'), true],
    ['the operator everything', [{ role: 'site' }], 'operator', true],
  ])('An extension allows %s', (_, allow, asker, may) => expect(isFor(metric(allow), asker, {})).toBe(may));

  it('An extension allows a parameter to be set for some roles, and to be sent by others', () => {
    expect(patience(PINNED, roles('author'))).toBe(300);
    expect(() => patience(PINNED, roles('author'), {}, { patience: '60' })).toThrow(
      expect.objectContaining({ code: 'unknown_parameter' }),
    );
    expect(patience(PINNED, roles('site'), {}, { patience: '60' })).toBe(60);
    expect(patience(PINNED, 'operator')).toBe(100);
  });
});

describe('the operator', () => {
  it.each<[string, Rules, Asker, boolean]>([
    ['denies a role one metric', { 'acme.confusion': { deny: ['author'] } }, roles('author'), false],
    ['denies it all of an extension', { 'acme.*': { deny: ['author'] } }, roles('author', 'instructor'), false],
    ['leaves the other roles', { 'acme.*': { deny: ['author'] } }, roles('instructor'), true],
    ['leaves other extensions', { 'other.*': { deny: ['team'] }, 'acme.else': { deny: ['team'] } }, roles(), true],
  ])('The operator %s', (_, rules, asker, may) => expect(isFor(metric(), asker, rules)).toBe(may));

  it('The operator gives nobody more than the extension does', () => {
    expect(isFor(metric([{ role: 'site' }]), roles('author'), { 'acme.*': { deny: [] } })).toBe(false);
  });

  it('The operator sets parameters for everybody, over what the extension sets', () => {
    const rules: Rules = { 'acme.*': { pin: { patience: '500' } }, 'acme.confusion': { pin: { patience: '600' } } };
    expect([patience(PINNED, roles(), rules), patience(undefined, roles('site'), rules)]).toEqual([600, 600]);
    expect(() => patience(undefined, roles('site'), rules, { patience: '60' })).toThrow(
      expect.objectContaining({ code: 'unknown_parameter' }),
    );
  });

  it('The operator writes this into a file, of which all that cannot be used is named', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'marginalia-rules-')), 'rules.json');
    const rules = { 'acme.*': { deny: ['author'] }, 'acme.confusion': { pin: { patience: '300' } } };
    writeFileSync(file, JSON.stringify(rules));
    expect(readExtensionRules(file)).toEqual(rules);
    writeFileSync(file, JSON.stringify({ 'a.b': { deny: ['pupil'] }, 'a.c': { allow: [] } }));
    expect(() => readExtensionRules(file)).toThrow(/a\.b\.deny\.0[\s\S]*a\.c: .*allow/);
    writeFileSync(file, JSON.stringify({ acme: {} }));
    expect(() => readExtensionRules(file)).toThrow(/acme: say acme.confusion, or acme.\*/);
    expect(() => readExtensionRules(`${file}.none`)).toThrow(/cannot be read as JSON/);
  });
});
