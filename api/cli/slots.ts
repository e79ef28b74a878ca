import { SLOTS } from '../../src/contract/slots';
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
}

/** What goes where in the Authoring MFE. */
export const PLACED: readonly Placed[] = [
  { slot: SLOTS.outlineSidebar, component: 'OutlineSidebarWrap', op: 'Wrap', id: '' },
  { slot: SLOTS.unitSidebar, component: 'UnitSidebarWrap', op: 'Wrap', id: '' },
  { slot: SLOTS.legacyUnitSidebar, component: 'UnitSidebarMount', op: 'Insert', id: 'marginalia_unit_sidebar' },
  { slot: SLOTS.outlineHeader, component: 'OutlineHeaderMount', op: 'Insert', id: 'marginalia_outline_header' },
  { slot: SLOTS.unitCard, component: 'UnitCardReadoutMount', op: 'Insert', id: 'marginalia_unit_card' },
  {
    slot: SLOTS.subsectionCard,
    component: 'SubsectionCardReadoutMount',
    op: 'Insert',
    id: 'marginalia_subsection_card',
  },
];

/** One operation of the plugin framework, as JavaScript text; `of` names the object with our components. */
const operation = ({ component, op, id }: Placed, of: string): string =>
  op === 'Wrap'
    ? `{ op: PLUGIN_OPERATIONS.Wrap, widgetId: 'default_contents', wrapper: ${of}.${component} }`
    : `{ op: PLUGIN_OPERATIONS.Insert, widget: { id: '${id}', type: DIRECT_PLUGIN, priority: 60, RenderWidget: ${of}.${component} } }`;

/** What stands in for our components where the package cannot be loaded: nothing, and what was there anyway. */
const FALLBACK = `{
${PLACED.map(({ component, op }) => `  ${component}: ${op === 'Wrap' ? '({ component }) => component' : '() => null'},`).join('\n')}
}`;

const indented = (text: string, by: string): string => text.replaceAll('\n', `\n${by}`);

const authoring = (
  apiUrl: string,
): string => `// env.config.jsx of the Authoring MFE, beside its package.json. First: npm install ${PACKAGE}@${packageVersion()}
import { DIRECT_PLUGIN, PLUGIN_OPERATIONS } from '@openedx/frontend-plugin-framework';

// Studio goes on without Marginalia where it cannot be loaded.
const without = ${FALLBACK};

export default async () => {
  const marginalia = await import('${PACKAGE}').catch(() => without);
  return {
    MARGINALIA_API_URL: '${apiUrl}',
    pluginSlots: {
${PLACED.map(
  (placed) => `      '${placed.slot}': {
        keepDefault: true,
        plugins: [${operation(placed, 'marginalia')}],
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
import marginalia from '${PACKAGE}/frontend-base';

// Beside the apps that are there. It fills the page behind the tab 'marginalia'. The LMS gives the tab, with tab_id
// 'marginalia'; where it does not, this adds one for everybody who can open the dashboard:
//   import { WidgetOperationTypes } from '@openedx/frontend-base';
//   const Tab = () => null;
//   marginalia.slots?.push({
//     slotId: 'org.openedx.frontend.slot.instructorDashboard.tabs.v1',
//     id: 'org.openedx.frontend.widget.marginalia.instructorTabLink',
//     op: WidgetOperationTypes.APPEND,
//     element: <Tab tabId="marginalia" title="Analytics" url="marginalia" sortOrder={125} />,
//   });
export const apps = [{ ...marginalia, config: { MARGINALIA_API_URL: '${apiUrl}' } }];
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
const marginalia = await import('${PACKAGE}').catch(() => (${FALLBACK}));
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
            """${indented(operation(placed, 'marginalia'), '            ')}""",
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
