/** The slots of the Authoring MFE that Marginalia is made for. Named here and nowhere else. */
export const SLOTS = {
  outlineSidebar: 'org.openedx.frontend.authoring.course_outline_sidebar.v1',
  unitSidebar: 'org.openedx.frontend.authoring.course_unit_sidebar.v2',
  /** The sidebar of units where the site keeps the older unit page. */
  legacyUnitSidebar: 'org.openedx.frontend.authoring.course_unit_sidebar.v1',
  unitHeader: 'org.openedx.frontend.authoring.course_unit_header_actions.v1',
  outlineHeader: 'org.openedx.frontend.authoring.course_outline_header_actions.v1',
  unitCard: 'org.openedx.frontend.authoring.course_outline_unit_card_extra_actions.v1',
  subsectionCard: 'org.openedx.frontend.authoring.course_outline_subsection_card_extra_actions.v1',
} as const;

/** Our key among the pages of a sidebar: the same in both, for the host carries the open page in the address. */
export const PAGE_KEY = 'analytics';
