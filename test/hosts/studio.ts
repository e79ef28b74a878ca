/** What Studio and the LMS answer to the Authoring MFE beyond what the demo's stand-in has, made from any structure. */
import type { DemoBlock, DemoStructure } from '../../api/demo/studioResponses';

const EDITABLE = { deletable: true, draggable: true, child_addable: true, duplicable: true };
const NO_GROUPS = { selectable_partitions: [], selected_partition_index: -1, selected_groups_label: '' };

const childrenOf = ({ blocks }: DemoStructure, id: string): DemoBlock[] =>
  blocks.filter(({ parent }) => parent === id).sort((a, b) => a.order - b.order);

/** `Org`, `Course`, `Run` of a course key. */
const partsOf = (courseKey: string): { org: string; number: string } => {
  const [org = '', number = ''] = courseKey.replace(/^course-v1:/, '').split('+');
  return { org, number };
};

/** The LMS's course page data: without it the whole editor says that there is nothing. */
export const lmsCourse = ({ key, name }: DemoStructure): object => ({
  course_id: key,
  id: key,
  name,
  ...partsOf(key),
  start: '2026-01-01T00:00:00Z',
});

interface Info {
  readonly id: string;
  readonly display_name: string;
  readonly category: string;
  readonly [more: string]: unknown;
}

const info = (structure: DemoStructure, block: DemoBlock, more: object = {}): Info => ({
  id: block.id,
  display_name: block.name,
  category: block.type,
  has_children: childrenOf(structure, block.id).length > 0,
  actions: EDITABLE,
  published: true,
  published_on: 'Jan 01, 2026 at 00:00 UTC',
  edited_on: 'Jan 01, 2026 at 00:00 UTC',
  has_changes: false,
  visibility_state: 'live',
  released_to_students: true,
  release_date: 'Jan 01, 2026 at 00:00 UTC',
  graded: block.graded,
  highlights: [],
  user_partitions: [],
  user_partition_info: NO_GROUPS,
  group_access: {},
  show_correctness: 'always',
  ...more,
});

/** A node of the outline asked for by itself; null where the structure has none of that id. */
export const outlineNode = (structure: DemoStructure, id: string): object | null => {
  const block = structure.blocks.find((one) => one.id === id);
  if (!block) return null;
  const children = childrenOf(structure, id).map((child) => info(structure, child));
  return info(structure, block, { child_info: { category: '', display_name: '', children } });
};

/** The unit page's main answer; null where there is no such unit. */
export const containerHandler = (structure: DemoStructure, id: string): object | null => {
  const unit = structure.blocks.find((one) => one.id === id);
  const subsection = structure.blocks.find((one) => one.id === unit?.parent);
  const section = structure.blocks.find((one) => one.id === subsection?.parent);
  if (!unit || !subsection || !section) return null;
  const siblings = childrenOf(structure, subsection.id);
  const ancestor = (block: DemoBlock): object =>
    info(structure, block, {
      child_info: {
        category: '',
        display_name: '',
        children: childrenOf(structure, block.id).map((child) => info(structure, child)),
      },
    });
  const link = (block: DemoBlock): object => ({
    url: `/course/${structure.key}?show=${encodeURIComponent(block.id)}`,
    display_name: block.name,
    usage_key: block.id,
  });
  const crumb = (block: DemoBlock, isLast: boolean): object => ({
    children: childrenOf(structure, block.parent ?? '').map(link),
    title: block.name,
    is_last: isLast,
  });
  return {
    language_code: 'en',
    action: 'view',
    xblock: { display_name: unit.name, display_type: 'Unit', category: unit.type },
    is_unit_page: true,
    is_collapsible: false,
    position: siblings.findIndex((one) => one.id === id) + 1,
    prev_url: null,
    next_url: null,
    new_unit_category: 'vertical',
    outline_url: `/course/${structure.key}`,
    ancestor_xblocks: [crumb(section, false), crumb(subsection, true)],
    component_templates: [],
    xblock_info: info(structure, unit, { ancestor_info: { ancestors: [ancestor(subsection), ancestor(section)] } }),
    draft_preview_link: '',
    published_preview_link: '',
    show_unit_tags: false,
    user_clipboard: {},
    is_fullwidth_content: false,
    assets_url: '',
    unit_block_id: id,
    subsection_location: subsection.id,
    course_sequence_ids: structure.blocks.filter(({ type }) => type === 'sequential').map((block) => block.id),
  };
};

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${String(sign.charCodeAt(0))};`);

/** The frame in which Studio draws a unit's blocks: where it `discloses`, a click on one is told to the page around it. */
export const containerEmbed = (structure: DemoStructure, id: string, discloses: boolean): string => {
  const blocks = childrenOf(structure, id)
    .map(
      ({ id: block, name, type }) =>
        `<li><button data-id="${escaped(block)}"><b>${escaped(name)}</b> <small>${escaped(type)}</small></button></li>`,
    )
    .join('');
  return `<!doctype html><html lang="en"><title>Unit</title>
<style>body{font:16px sans-serif;margin:8px}ul{list-style:none;padding:0}li{margin:0 0 12px}
button{background:#fff;border:1px solid #ccc;font:inherit;padding:24px;text-align:start;width:100%}</style>
<ul>${blocks}</ul>
<script>
const tell = (type, payload) => parent.postMessage({ type, payload }, '*');
addEventListener('load', () => tell('plugin.resize', { height: document.documentElement.scrollHeight }));
for (const button of ${discloses ? "document.querySelectorAll('button')" : '[]'}) {
  button.onclick = () => tell('xblockSelected', { contentId: button.dataset.id });
}
</script></html>`;
};

/** What the editor asks and can do without: empty answers, so that it does not ask again and again. */
export const EMPTY: readonly (readonly [path: string, answer: unknown])[] = [
  ['/api/contentstore/v1/home', {}],
  ['/api/contentstore/v1/course_waffle_flags', {}],
  ['/api/contentstore/v1/course_waffle_flags/*', {}],
  ['/api/contentstore/v1/course_details/*', {}],
  ['/api/contentstore/v1/help_urls', {}],
  ['/api/contentstore/v2/downstreams/*', []],
  ['/api/courses/v1/migrate_legacy_content_blocks/*', []],
  ['/api/content-staging/v1/clipboard/', {}],
  ['/api/content_tagging/v1/object_tag_counts/*', {}],
  ['/api/content_tagging/v1/taxonomies/', { results: [], count: 0 }],
  ['/api/content_search/v2/studio/', {}],
  ['/api/notifications/*', {}],
  ['/api/user/v1/*', {}],
  [
    '/api/courses/v1/validation/*',
    {
      is_self_paced: false,
      dates: { has_start_date: true, has_end_date: false },
      assignments: {
        total_number: 0,
        total_visible: 0,
        assignments_with_dates_before_start: [],
        assignments_with_dates_after_end: [],
        assignments_with_ora_dates_before_start: [],
        assignments_with_ora_dates_after_end: [],
      },
      grades: { has_grading_policy: true, sum_of_weights: 1 },
      certificates: { is_activated: false, has_certificate: false, is_enabled: true },
      updates: { has_update: true },
      proctoring: { needs_proctoring_escalation_email: false, has_proctoring_escalation_email: false },
    },
  ],
  [
    '/api/courses/v1/quality/*',
    {
      is_self_paced: false,
      sections: { total_number: 1, total_visible: 1, number_with_highlights: 0, highlights_enabled: false },
      subsections: { total_visible: 1, num_with_one_block_type: 0, num_block_types: { min: 0, max: 0, mean: 0 } },
      units: { total_visible: 1, num_blocks: { min: 0, max: 0, mean: 0 } },
      videos: { total_number: 0, num_mobile_encoded: 0, num_with_val_id: 0, durations: { min: 0, max: 0, mean: 0 } },
    },
  ],
];
