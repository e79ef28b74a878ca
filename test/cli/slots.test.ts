/** What `marginalia slots` prints is code: it is run here as the hosts would, and has to do what it says. */
import { spawnSync } from 'node:child_process';
import { transformSync } from 'esbuild';
import { Usage, parseCommand } from '../../api/cli/command';
import { PLACED, slotsText } from '../../api/cli/slots';
import { SLOTS } from '../../src/contract/slots';

const API = 'https://analytics.example.org/x';

/** Runs JavaScript text as a module, with these modules for it to import. */
const evaluate = (text: string, modules: Record<string, unknown>): Record<string, unknown> => {
  const { code } = transformSync(text, { loader: 'tsx', format: 'cjs', supported: { 'dynamic-import': false } });
  const module = { exports: {} as Record<string, unknown> };
  const load = (name: string): unknown => {
    if (!(name in modules)) throw new Error(`Cannot find module '${name}'`);
    return modules[name];
  };
  new Function('module', 'exports', 'require', code)(module, module.exports, load);
  return module.exports;
};

const FRAMEWORK = { DIRECT_PLUGIN: 'DIRECT', PLUGIN_OPERATIONS: { Insert: 'insert', Wrap: 'wrap' } };
const components = Object.fromEntries(PLACED.map(({ component }) => [component, component]));

interface Operation {
  op: string;
  widgetId?: string;
  wrapper?: unknown;
  widget?: { id: string; type: string; priority: number; RenderWidget: unknown };
}
interface Configuration {
  MARGINALIA_API_URL: string;
  pluginSlots: Record<string, { keepDefault: boolean; plugins: Operation[] }>;
}
const configuration = async (modules: Record<string, unknown>): Promise<Configuration> => {
  const make = evaluate(slotsText('authoring', API), modules).default as () => Promise<Configuration>;
  return make();
};

const componentOf = ({ wrapper, widget }: Operation): unknown => wrapper ?? widget?.RenderWidget;

describe('for the Authoring MFE', () => {
  it('fills every slot we are made for, and keeps what the host has in it', async () => {
    const made = await configuration({
      '@openedx/frontend-plugin-framework': FRAMEWORK,
      '@marginalia/plugin': components,
    });
    expect(made.MARGINALIA_API_URL).toBe(API);
    expect(Object.keys(made.pluginSlots).sort()).toEqual(Object.values(SLOTS).sort());
    for (const { slot, component, op } of PLACED) {
      const filled = made.pluginSlots[slot]!;
      expect(filled.keepDefault).toBe(true);
      expect(filled.plugins.map((one) => [one.op, componentOf(one)])).toEqual([[op.toLowerCase(), component]]);
      expect(filled.plugins[0]).toMatchObject(
        op === 'Wrap' ? { widgetId: 'default_contents' } : { widget: { type: 'DIRECT', priority: 60 } },
      );
    }
  });

  it('leaves Studio as it is where the package cannot be loaded', async () => {
    const made = await configuration({ '@openedx/frontend-plugin-framework': FRAMEWORK });
    for (const { slot, op } of PLACED) {
      const stand = componentOf(made.pluginSlots[slot]!.plugins[0]!) as (props: object) => unknown;
      expect(stand({ component: 'what is there' })).toBe(op === 'Wrap' ? 'what is there' : null);
    }
  });
});

it('gives the instructor dashboard our app with the address in it', () => {
  const app = { appId: 'org.example', slots: [] };
  const { apps } = evaluate(slotsText('instructor', API), {
    '@marginalia/plugin/frontend-base': { __esModule: true, default: app },
  });
  expect(apps).toEqual([{ ...app, config: { MARGINALIA_API_URL: API } }]);
});

it('prints a tab that works, for sites whose LMS gives none', () => {
  const app = { appId: 'org.example', slots: [] as { slotId: string; op: string; element: unknown }[] };
  const asCode = slotsText('instructor', API).replace(/^\/\/ {3}/gm, '');
  evaluate(`import * as React from 'react';\n${asCode}`, {
    react: { createElement: (_: unknown, props: object) => props },
    '@openedx/frontend-base': { WidgetOperationTypes: { APPEND: 'widgetAppend' } },
    '@marginalia/plugin/frontend-base': { __esModule: true, default: app },
  });
  expect(app.slots).toMatchObject([
    {
      slotId: 'org.openedx.frontend.slot.instructorDashboard.tabs.v1',
      op: 'widgetAppend',
      // a tab without an address would break the host's navigation
      element: { tabId: 'marginalia', title: 'Analytics', url: 'marginalia', sortOrder: 125 },
    },
  ]);
});

/** Stands for Tutor and says what it was told, as JSON. */
const PYTHON = `
import json, sys, types
told = {"config": [], "patches": [], "slots": []}
def collector(name):
    return types.SimpleNamespace(add_items=told[name].extend)
tutor, mfe, mfe_hooks = types.ModuleType("tutor"), types.ModuleType("tutormfe"), types.ModuleType("tutormfe.hooks")
tutor.hooks = types.SimpleNamespace(Filters=types.SimpleNamespace(CONFIG_DEFAULTS=collector("config"), ENV_PATCHES=collector("patches")))
mfe_hooks.PLUGIN_SLOTS = collector("slots")
sys.modules.update({"tutor": tutor, "tutormfe": mfe, "tutormfe.hooks": mfe_hooks})
exec(sys.stdin.read(), {})
print(json.dumps(told))
`;
const hasPython = spawnSync('python3', ['--version']).status === 0;

(hasPython ? describe : describe.skip)(`for Tutor${hasPython ? '' : ' (skipped: no python3 here)'}`, () => {
  const run = (): Record<'config' | 'patches' | 'slots', string[][]> => {
    const { stdout, stderr } = spawnSync('python3', ['-c', PYTHON], {
      input: slotsText('tutor', API),
      encoding: 'utf8',
    });
    if (stdout === '') throw new Error(stderr);
    return JSON.parse(stdout) as Record<'config' | 'patches' | 'slots', string[][]>;
  };

  it('is a plugin that fills the same slots with the same components', async () => {
    const { config, patches, slots } = run();
    expect(Object.fromEntries(config)).toMatchObject({ MARGINALIA_API_URL: API });
    expect(slots.map(([mfe]) => mfe)).toEqual(PLACED.map(() => 'authoring'));
    const definitions = patches.find(([name]) => name === 'mfe-env-config-runtime-definitions-authoring')?.[1] ?? '';
    const items = slots.map(([, id, item]) => `'${String(id)}': ${String(item)}`).join(',\n');
    const make = evaluate(
      `import { DIRECT_PLUGIN, PLUGIN_OPERATIONS } from 'framework';
       export default async () => { ${definitions}; return { ${items} }; };`,
      { framework: FRAMEWORK, '@marginalia/plugin': components },
    ).default as () => Promise<Record<string, Operation>>;
    const made = await make();
    expect(Object.entries(made).map(([slot, one]) => [slot, componentOf(one)])).toEqual(
      PLACED.map(({ slot, component }) => [slot, component]),
    );
  });
});

it.each([
  [['slots']],
  [['slots', '--host', 'lms']],
  [['slots', '--host', 'tutor', '--api-url', "https://x'; rm"]],
  [['slots', '--host', 'tutor', '--api-url', 'x.org']],
])('refuses %j', (argv) => {
  expect(() => parseCommand(argv)).toThrow(Usage);
});

it('takes an address without the slash at its end', () => {
  expect(parseCommand(['slots', '--host', 'authoring', '--api-url', `${API}/`])).toEqual({
    name: 'slots',
    host: 'authoring',
    apiUrl: API,
  });
});
