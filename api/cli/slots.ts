import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PAGE_KEY, SLOTS } from '@marginalia/contract/slots';
import { OWN_TRANSFORMERS, TRANSFORMERS } from '../pipeline/transform/registry';
import { packageFolder, packageVersion } from '../lib/package';

/** Kinds of hosts that configuration can be printed for. */
export const HOSTS = ['authoring', 'instructor', 'tutor', 'router'] as const;
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

/** The settings of event-routing-backends' router that sends statements to us, as its models want them. */
const router = (apiUrl: string, password: string): string =>
  JSON.stringify(
    {
      model: 'event_routing_backends.RouterConfiguration',
      data: [
        {
          enabled: true,
          backend_name: 'xAPI',
          route_url: `${apiUrl}/xAPI/`,
          auth_scheme: 'Basic',
          username: 'lms',
          password,
        },
      ],
    },
    null,
    2,
  );

/** A file of the Tutor plugin. What stands between `%%` is filled in here. */
const tutorFile = (name: string): string => readFileSync(join(packageFolder(), 'deploy', 'tutor', name), 'utf8');

const tutor = (apiUrl: string): string => {
  const parts: Record<string, string> = {
    VERSION: packageVersion(),
    API_URL: apiUrl,
    LOADED,
    PLACED: PLACED.map(
      (placed) => `            (
                "authoring",
                "${placed.slot}",
                """${operation(placed)}""",
            ),`,
    ).join('\n'),
    INSTALL: tutorFile('install.mjs').trimEnd(),
    EVENT_NAMES: [...TRANSFORMERS.keys(), ...OWN_TRANSFORMERS.keys()].map((name) => `    "${name}",`).join('\n'),
    ROUTER: router('http://marginalia:8080', '{{ MARGINALIA_LRS_PASSWORD }}'),
  };
  return tutorFile('marginalia.py').replace(/%%([A-Z_]+)%%/g, (whole, name: string) => parts[name] ?? whole);
};

const EXAMPLE = 'https://analytics.example.org';
/** Tutor fills it in for each site. */
const TUTOR_ADDRESS = '{% if ENABLE_HTTPS %}https{% else %}http{% endif %}://{{ MARGINALIA_HOST }}';

const TEXTS: Record<Host, (apiUrl: string | null) => string> = {
  authoring: (apiUrl) => authoring(apiUrl ?? EXAMPLE),
  instructor: (apiUrl) => instructor(apiUrl ?? EXAMPLE),
  tutor: (apiUrl) => tutor(apiUrl ?? TUTOR_ADDRESS),
  router: (apiUrl) => `${router(apiUrl ?? EXAMPLE, 'a-long-random-secret')}\n`,
};

/**
 * Slot configuration, ready to paste; for `tutor` a whole plugin, for `router` the settings that send statements to us.
 * @param apiUrl where browsers reach the API, without a slash at the end; it must be an http(s) address. null: an example,
 * or what Tutor makes of its own settings
 */
export const slotsText = (host: Host, apiUrl: string | null): string => TEXTS[host](apiUrl);
