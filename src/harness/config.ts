import { mergeConfig } from '@edx/frontend-platform';
import { DIRECT_PLUGIN, PLUGIN_OPERATIONS } from '@openedx/frontend-plugin-framework';
import {
  OutlineHeaderMount,
  OutlineSidebarMount,
  SLOTS,
  SubsectionCardReadoutMount,
  UnitCardReadoutMount,
  UnitHeaderMount,
  UnitSidebarMount,
} from '..';

declare global {
  interface Window {
    /** Where the service is, where it is not at the page's own address: as on most sites. */
    marginaliaApiUrl?: string;
  }
}

/** One inserted widget, as an operator writes it into env.config. */
const insert = (id: string, RenderWidget: unknown, priority: number) => ({
  keepDefault: true,
  plugins: [{ op: PLUGIN_OPERATIONS.Insert, widget: { id, type: DIRECT_PLUGIN, priority, RenderWidget } }],
});

/** Everything the page needs to know, with the stand-in LMS and Studio at the page's own address. */
export const configure = (): void => {
  const { origin } = window.location;
  mergeConfig({
    BASE_URL: origin,
    LMS_BASE_URL: origin,
    STUDIO_BASE_URL: origin,
    LOGIN_URL: `${origin}/`,
    LOGOUT_URL: `${origin}/`,
    REFRESH_ACCESS_TOKEN_ENDPOINT: `${origin}/login_refresh`,
    CSRF_TOKEN_API_PATH: '/csrf/api/v1/token',
    ACCESS_TOKEN_COOKIE_NAME: 'edx-jwt-cookie-header-payload',
    LANGUAGE_PREFERENCE_COOKIE_NAME: 'openedx-language-preference',
    MARGINALIA_API_URL: window.marginaliaApiUrl ?? origin,
    pluginSlots: {
      [SLOTS.outlineSidebar]: insert('marginalia_outline_sidebar', OutlineSidebarMount, 40),
      [SLOTS.unitSidebar]: insert('marginalia_unit_sidebar', UnitSidebarMount, 40),
      [SLOTS.legacyUnitSidebar]: insert('marginalia_legacy_unit_sidebar', UnitSidebarMount, 40),
      [SLOTS.outlineHeader]: insert('marginalia_outline_header', OutlineHeaderMount, 60),
      [SLOTS.unitHeader]: insert('marginalia_unit_header', UnitHeaderMount, 60),
      [SLOTS.unitCard]: insert('marginalia_unit_card', UnitCardReadoutMount, 60),
      [SLOTS.subsectionCard]: insert('marginalia_subsection_card', SubsectionCardReadoutMount, 60),
    },
  });
};
