import { PAGE_KEY, SLOTS } from '@marginalia/contract/slots';
import { packageVersion } from '../lib/package';

/** Kinds of hosts that configuration can be printed for. */
export const HOSTS = ['authoring', 'instructor', 'tutor'] as const;
export type Host = (typeof HOSTS)[number];

const PACKAGE = '@marginalia/plugin';

interface Placed {
  readonly slot: string;
  readonly component: string;
  /** Around what the host has in the slot, or beside it. */
  readonly op: 'Wrap' | 'Insert';
  readonly id: string;
  /** Of what is inserted: below 50 it stands above what the host has in the slot. */
  readonly priority: number;
}

/**
 * What goes where in the Authoring MFE, for all its releases: where a sidebar has pages the wraps add ours and the inserted
 * margins draw nothing; where it has none it is the other way round.
 */
export const PLACED: readonly Placed[] = [
  { slot: SLOTS.outlineSidebar, component: 'OutlineSidebarWrap', op: 'Wrap', id: '', priority: 0 },
  {
    slot: SLOTS.outlineSidebar,
    component: 'OutlineSidebarMount',
    op: 'Insert',
    id: 'marginalia_outline_sidebar',
    priority: 40,
  },
  { slot: SLOTS.unitSidebar, component: 'UnitSidebarWrap', op: 'Wrap', id: '', priority: 0 },
  {
    slot: SLOTS.legacyUnitSidebar,
    component: 'UnitSidebarMount',
    op: 'Insert',
    id: 'marginalia_unit_sidebar',
    priority: 40,
  },
  {
    slot: SLOTS.outlineHeader,
    component: 'OutlineHeaderMount',
    op: 'Insert',
    id: 'marginalia_outline_header',
    priority: 60,
  },
  { slot: SLOTS.unitHeader, component: 'UnitHeaderMount', op: 'Insert', id: 'marginalia_unit_header', priority: 60 },
  { slot: SLOTS.unitCard, component: 'UnitCardReadoutMount', op: 'Insert', id: 'marginalia_unit_card', priority: 60 },
  {
    slot: SLOTS.subsectionCard,
    component: 'SubsectionCardReadoutMount',
    op: 'Insert',
    id: 'marginalia_subsection_card',
    priority: 60,
  },
];

/** One operation of the plugin framework, as JavaScript text. */
const operation = ({ component, op, id, priority }: Placed): string =>
  op === 'Wrap'
    ? `{ op: PLUGIN_OPERATIONS.Wrap, widgetId: 'default_contents', wrapper: marginalia.${component} }`
    : `{ op: PLUGIN_OPERATIONS.Insert, widget: { id: '${id}', type: DIRECT_PLUGIN, priority: ${priority}, RenderWidget: marginalia.${component} } }`;

/** The slots and what goes into each, in the order of PLACED. */
const BY_SLOT = Array.from(new Set(PLACED.map(({ slot }) => slot)), (slot) => ({
  slot,
  placed: PLACED.filter((one) => one.slot === slot),
}));

/**
 * Statements that make `marginalia`, inside an async function. Studio goes on where the package, one of its files, or one
 * of these components is missing.
 */
const LOADED = `const marginalia = await (async () => {
  // In place of what is missing: nothing, and what Studio has there anyway.
  const absent = {
${PLACED.map(({ component, op }) => `    ${component}: ${op === 'Wrap' ? '({ component }) => component' : '() => null'},`).join('\n')}
  };
  const loaded = { ...absent, ...(await import('${PACKAGE}').catch(() => ({}))) };
  const isWithout = ['OutlineSidebarWrap', 'UnitSidebarWrap'].some((name) => loaded[name] === absent[name]);
  if (isWithout && typeof window !== 'undefined') {
    // An address may still ask for our page of the sidebar, and Studio breaks down over a page that it has not.
    const forget = () => {
      const address = new URL(window.location.href);
      if (address.searchParams.get('sidebar') !== '${PAGE_KEY}') return;
      address.searchParams.delete('sidebar');
      window.history.replaceState(window.history.state, '', address);
    };
    forget();
    window.addEventListener('popstate', forget);
  }
  return loaded;
})();`;

const indented = (text: string, by: string): string => text.replaceAll('\n', `\n${by}`);

const authoring = (
  apiUrl: string,
): string => `// env.config.jsx of the Authoring MFE, beside its package.json. First: npm install ${PACKAGE}@${packageVersion()}
import { DIRECT_PLUGIN, PLUGIN_OPERATIONS } from '@openedx/frontend-plugin-framework';

export default async () => {
  ${indented(LOADED, '  ')}
  return {
    MARGINALIA_API_URL: '${apiUrl}',
    pluginSlots: {
${BY_SLOT.map(
  ({ slot, placed }) => `      '${slot}': {
        keepDefault: true,
        plugins: [
${placed.map((one) => `          ${operation(one)},`).join('\n')}
        ],
      },`,
).join('\n')}
    },
  };
};
`;

const instructor = (
  apiUrl: string,
): string => `// Into the site configuration (site.config.*.tsx) of a frontend-base site with the instructor dashboard.
// First: npm install ${PACKAGE}@${packageVersion()}

// 1. Beside its imports. Take marginaliaTab along where the LMS gives no tab (see below).
import marginalia from '${PACKAGE}/frontend-base';
// import { marginaliaTab } from '${PACKAGE}/frontend-base';

// 2. Between the siteConfig and \`export default siteConfig\`. It fills the page behind the tab 'marginalia'.
siteConfig.apps = [
  ...(siteConfig.apps ?? []),
  {
    ...marginalia,
    config: { MARGINALIA_API_URL: '${apiUrl}' },
    // The LMS gives the tab, with tab_id 'marginalia'. Where it does not, this adds one for everybody who can open the
    // dashboard:
    // slots: [...(marginalia.slots ?? []), marginaliaTab('Analytics')],
  },
];
`;

const tutor = (apiUrl: string): string => `"""Marginalia in the micro-frontends of a Tutor site.

Save it as marginalia.py in the folder that \`tutor plugins printroot\` names, then:
    tutor plugins enable marginalia
    tutor images build mfe
    tutor local start --detach
"""
from tutor import hooks

hooks.Filters.CONFIG_DEFAULTS.add_items([
    ("MARGINALIA_API_URL", "${apiUrl}"),
    ("MARGINALIA_NPM_PACKAGE", "${PACKAGE}@${packageVersion()}"),
])

hooks.Filters.ENV_PATCHES.add_items([
    ("mfe-lms-common-settings", 'MFE_CONFIG["MARGINALIA_API_URL"] = "{{ MARGINALIA_API_URL }}"'),
    ("mfe-dockerfile-post-npm-install-authoring", "RUN npm install '{{ MARGINALIA_NPM_PACKAGE }}'"),
    # One import that fails would take the plugins of everybody else with it, so this one cannot.
    ("mfe-env-config-runtime-definitions-authoring", """
${LOADED}
"""),
    # The instructor dashboard, where the site is built on frontend-base. The tab 'marginalia' comes from the LMS.
    ("mfe-dockerfile-post-npm-install-site", "RUN npm install '{{ MARGINALIA_NPM_PACKAGE }}'"),
    ("mfe-site-config-imports", "import marginalia from '${PACKAGE}/frontend-base';"),
    ("mfe-site-config", "addApp(siteConfig, marginalia);"),
])

try:
    from tutormfe.hooks import PLUGIN_SLOTS
except ImportError:
    pass  # no micro-frontends on this site
else:
    PLUGIN_SLOTS.add_items([
${PLACED.map(
  (placed) => `        (
            "authoring",
            "${placed.slot}",
            """${operation(placed)}""",
        ),`,
).join('\n')}
    ])
`;

const TEXTS: Record<Host, (apiUrl: string) => string> = { authoring, instructor, tutor };

/**
 * Slot configuration, ready to paste.
 * @param apiUrl where browsers reach the API, without a slash at the end; it must be an http(s) address
 */
export const slotsText = (host: Host, apiUrl: string): string => TEXTS[host](apiUrl);
