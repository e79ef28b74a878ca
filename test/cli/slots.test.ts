/** What `marginalia slots` prints is code: it is run here as the hosts would, and has to do what it says. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { transformSync } from 'esbuild';
import { Usage, parseCommand } from '../../api/cli/parseCommand';
import { PLACED, slotsText } from '../../api/cli/slots';
import { SLOTS } from '@marginalia/contract/slots';

const API = 'https://analytics.example.org/x';

/** Runs JavaScript text as a module, with these modules for it to import. */
const evaluate = (text: string, modules: Record<string, unknown>, window?: object): Record<string, unknown> => {
  const { code } = transformSync(text, { loader: 'tsx', format: 'cjs', supported: { 'dynamic-import': false } });
  const module = { exports: {} as Record<string, unknown> };
  const load = (name: string): unknown => {
    if (!(name in modules)) throw new Error(`Cannot find module '${name}'`);
    return modules[name];
  };
  new Function('module', 'exports', 'require', 'window', code)(module, module.exports, load, window);
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
const configuration = async (modules: Record<string, unknown>, window?: object): Promise<Configuration> => {
  const make = evaluate(slotsText('authoring', API), modules, window).default as () => Promise<Configuration>;
  return make();
};

const componentOf = ({ wrapper, widget }: Operation): unknown => wrapper ?? widget?.RenderWidget;

/** Each operation with the slot it is for, in the order of the configuration. */
const operationsOf = ({ pluginSlots }: Configuration): { slot: string; one: Operation }[] =>
  Object.entries(pluginSlots).flatMap(([slot, { plugins }]) => plugins.map((one) => ({ slot, one })));

/** A browser's window at an address, as far as the configuration needs one. */
const windowAt = (href: string) => {
  const listeners: (() => void)[] = [];
  const location = { href };
  const history = {
    state: { key: 'kept' },
    replaceState: (state: unknown, _: string, to: URL) => {
      expect(state).toEqual({ key: 'kept' });
      location.href = String(to);
    },
  };
  return {
    location,
    history,
    addEventListener: (type: string, listener: () => void) => type === 'popstate' && listeners.push(listener),
    /** Back, or forward, to an address. */
    go: (to: string) => {
      location.href = to;
      listeners.forEach((listener) => listener());
    },
  };
};

describe('for the Authoring MFE', () => {
  it('The configuration for the Authoring MFE fills every slot we are made for, and keeps what the host has in it', async () => {
    const made = await configuration({
      '@openedx/frontend-plugin-framework': FRAMEWORK,
      '@marginalia/plugin': components,
    });
    expect(made.MARGINALIA_API_URL).toBe(API);
    expect(Object.keys(made.pluginSlots).sort()).toEqual(Object.values(SLOTS).sort());
    expect(Object.values(made.pluginSlots).every(({ keepDefault }) => keepDefault)).toBe(true);
    expect(operationsOf(made).map(({ slot, one }) => [slot, one.op, componentOf(one)])).toEqual(
      PLACED.map(({ slot, op, component }) => [slot, op.toLowerCase(), component]),
    );
    for (const { one } of operationsOf(made)) {
      if (one.op === 'wrap') expect(one.widgetId).toBe('default_contents');
      else expect(one.widget).toMatchObject({ id: expect.stringMatching(/^marginalia_/), type: 'DIRECT' });
    }
  });

  it('The configuration for the Authoring MFE has the margins above what the host has in a sidebar, where they stand by themselves', async () => {
    const made = await configuration({
      '@openedx/frontend-plugin-framework': FRAMEWORK,
      '@marginalia/plugin': components,
    });
    const margins = operationsOf(made).filter(({ one }) => one.widget?.id.endsWith('_sidebar'));
    expect(margins.map(({ slot, one }) => [slot, componentOf(one), one.widget!.priority < 50])).toEqual([
      [SLOTS.outlineSidebar, 'OutlineSidebarMount', true],
      [SLOTS.legacyUnitSidebar, 'UnitSidebarMount', true],
    ]);
  });

  it('The configuration for the Authoring MFE leaves Studio as it is where the package cannot be loaded', async () => {
    const made = await configuration({ '@openedx/frontend-plugin-framework': FRAMEWORK });
    expect(operationsOf(made)).toHaveLength(PLACED.length);
    for (const { one } of operationsOf(made)) {
      const stand = componentOf(one) as (props: object) => unknown;
      expect(stand({ component: 'what is there' })).toBe(one.op === 'wrap' ? 'what is there' : null);
    }
  });

  it('The configuration for the Authoring MFE puts up with a version of the package that lacks some components', async () => {
    const { OutlineSidebarWrap: _, UnitCardReadoutMount: __, ...older } = components;
    const made = await configuration({
      '@openedx/frontend-plugin-framework': FRAMEWORK,
      '@marginalia/plugin': older,
    });
    const missing = operationsOf(made).filter(({ one }) => typeof componentOf(one) === 'function');
    expect(missing.map(({ slot }) => slot)).toEqual([SLOTS.outlineSidebar, SLOTS.unitCard]);
  });

  describe('the address of our page', () => {
    const OUTLINE = 'https://studio.example.org/authoring/course/course-v1:A+B+1';
    const loadAt = async (href: string, modules: Record<string, unknown>) => {
      const window = windowAt(href);
      await configuration({ '@openedx/frontend-plugin-framework': FRAMEWORK, ...modules }, window);
      return window;
    };

    it.each([
      [`${OUTLINE}?sidebar=analytics`, OUTLINE],
      [`${OUTLINE}?sidebar=analytics&show=x#top`, `${OUTLINE}?show=x#top`],
      [`${OUTLINE}?sidebar=info`, `${OUTLINE}?sidebar=info`],
      [`${OUTLINE}?sidebar=analytics2&q=a%20b`, `${OUTLINE}?sidebar=analytics2&q=a%20b`],
    ])('The address %s becomes %s before Studio reads it, where the package cannot be loaded', async (from, to) => {
      expect((await loadAt(from, {})).location.href).toBe(to);
    });

    it('The address of our page goes, too, where a version of the package adds no such page', async () => {
      const { UnitSidebarWrap: _, ...older } = components;
      const window = await loadAt(`${OUTLINE}?sidebar=analytics`, { '@marginalia/plugin': older });
      expect(window.location.href).toBe(OUTLINE);
    });

    it('The address of our page goes, too, when the reader comes back to it later', async () => {
      const window = await loadAt(OUTLINE, {});
      window.go(`${OUTLINE}?sidebar=analytics`);
      expect(window.location.href).toBe(OUTLINE);
    });

    it('The address of our page stays where the package is there', async () => {
      const window = await loadAt(`${OUTLINE}?sidebar=analytics`, { '@marginalia/plugin': components });
      window.go(`${OUTLINE}?sidebar=analytics`);
      expect(window.location.href).toBe(`${OUTLINE}?sidebar=analytics`);
    });
  });
});

describe('for the instructor dashboard', () => {
  const app = { appId: 'org.example', slots: ['the page'] };
  const ENTRY = { __esModule: true, default: app, marginaliaTab: (title: string) => `a tab called ${title}` };
  const TEXT = slotsText('instructor', API);
  /** A site configuration with the printed text between itself and its export, as the text says. */
  const siteWith = (printed: string, apps: string): { apps: unknown[] } =>
    evaluate(`const siteConfig = { siteId: 'x'${apps} };\n${printed}\nexport default siteConfig;`, {
      '@marginalia/plugin/frontend-base': ENTRY,
    }).default as { apps: unknown[] };
  /** With the lines in it that are for sites whose LMS gives no tab. */
  const WITH_TAB = TEXT.replace(/^( *)\/\/ (?=import|slots:)/gm, '$1');

  it('The configuration for the instructor dashboard adds our app to those of the site, with the address in it', () => {
    const ours = { ...app, config: { MARGINALIA_API_URL: API } };
    expect(siteWith(TEXT, ", apps: ['shell']").apps).toEqual(['shell', ours]);
    expect(siteWith(TEXT, '').apps).toEqual([ours]);
  });

  it('The configuration for the instructor dashboard adds a tab where two lines are taken in', () => {
    expect(siteWith(WITH_TAB, '').apps).toMatchObject([{ slots: ['the page', 'a tab called Analytics'] }]);
  });

  it.each([
    ['as printed', TEXT],
    ['with the tab', WITH_TAB],
  ])('The configuration for the instructor dashboard is right for the compiler of a site, %s', (_, printed) => {
    const site = mkdtempSync(join(tmpdir(), 'marginalia-site-'));
    try {
      const files = {
        'tsconfig.json': JSON.stringify({
          compilerOptions: {
            strict: true,
            noUnusedLocals: true,
            noEmit: true,
            jsx: 'react-jsx',
            module: 'esnext',
            moduleResolution: 'bundler',
            skipLibCheck: true,
            types: [],
          },
          files: ['site.config.tsx'],
        }),
        'node_modules/@marginalia/plugin/package.json': JSON.stringify({
          exports: { './frontend-base': { types: './index.d.ts' } },
        }),
        'node_modules/@marginalia/plugin/index.d.ts': readFileSync(
          join(__dirname, '../../src/public-frontend-base.d.ts'),
          'utf8',
        ),
        'node_modules/@openedx/frontend-base/package.json': JSON.stringify({ types: 'index.d.ts' }),
        // What a site's types are, as far as ours meet them.
        'node_modules/@openedx/frontend-base/index.d.ts': `
export interface SlotOperation { slotId: string; id: string; op: 'widgetAppend'; element: unknown }
export interface App { appId: string; slots?: SlotOperation[]; config?: Record<string, unknown> }
export interface SiteConfig { siteId: string; apps?: App[] }
`,
        'site.config.tsx': `import type { SiteConfig } from '@openedx/frontend-base';
${printed.replace('siteConfig.apps =', "const siteConfig: SiteConfig = { siteId: 'x' };\nsiteConfig.apps =")}
export default siteConfig;
`,
      };
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(site, path)), { recursive: true });
        writeFileSync(join(site, path), text);
      }
      const tsc = join(__dirname, '../../node_modules/typescript/bin/tsc');
      const { stdout, status } = spawnSync(process.execPath, [tsc, '-p', site], { encoding: 'utf8' });
      expect([stdout, status]).toEqual(['', 0]);
    } finally {
      rmSync(site, { recursive: true, force: true });
    }
  });
});

it.each([
  [['slots']],
  [['slots', '--host', 'lms']],
  [['slots', '--host', 'tutor', '--api-url', "https://x'; rm"]],
  [['slots', '--host', 'tutor', '--api-url', 'x.org']],
])('The command slots refuses %j', (argv) => {
  expect(() => parseCommand(argv)).toThrow(Usage);
});

it('The command slots prints the settings of the router at the address it is given', () => {
  expect(JSON.parse(slotsText('router', API))).toMatchObject({ data: [{ route_url: `${API}/xAPI/` }] });
});

it('The command slots takes an address without the slash at its end', () => {
  expect(parseCommand(['slots', '--host', 'authoring', '--api-url', `${API}/`])).toEqual({
    name: 'slots',
    host: 'authoring',
    apiUrl: API,
  });
});

it('The command slots needs no address: Tutor has one of its own', () => {
  expect(parseCommand(['slots', '--host', 'tutor'])).toEqual({ name: 'slots', host: 'tutor', apiUrl: null });
});
