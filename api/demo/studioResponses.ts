/** The course's structure as Studio's own REST interface has it, for the demo pages. */

export interface DemoBlock {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  /** null for the course itself. */
  readonly parent: string | null;
  readonly order: number;
  readonly graded: boolean;
}

export interface DemoStructure {
  readonly key: string;
  readonly name: string;
  readonly blocks: readonly DemoBlock[];
}

const OUTLINE_TYPES = new Set(['course', 'chapter', 'sequential', 'vertical']);
const CHILD_WORD: Record<string, string> = { course: 'Section', chapter: 'Subsection', sequential: 'Unit' };

const EVERYBODY = { selectable_partitions: [], selected_partition_index: -1, selected_groups_label: '' };
const EDITABLE = { deletable: true, draggable: true, child_addable: true, duplicable: true };

interface OutlineNode {
  readonly id: string;
  readonly display_name: string;
  readonly category: string;
  readonly has_children: boolean;
  readonly graded: boolean;
  readonly published: boolean;
  readonly has_changes: boolean;
  readonly visibility_state: string;
  readonly actions: typeof EDITABLE;
  readonly user_partition_info: typeof EVERYBODY;
  /** Of a section; releases up to Verawood count them on every one, without asking whether there are any. */
  readonly highlights: readonly string[];
  readonly child_info?: { readonly category: string; readonly display_name: string; readonly children: OutlineNode[] };
}

const childrenOf = (structure: DemoStructure, id: string): DemoBlock[] =>
  structure.blocks.filter((block) => block.parent === id).sort((a, b) => a.order - b.order);

const node = (structure: DemoStructure, block: DemoBlock): OutlineNode => {
  const children = childrenOf(structure, block.id).filter((child) => OUTLINE_TYPES.has(child.type));
  const word = CHILD_WORD[block.type];
  return {
    id: block.id,
    display_name: block.name,
    category: block.type,
    has_children: word !== undefined,
    graded: block.graded,
    published: true,
    has_changes: false,
    visibility_state: 'live',
    actions: EDITABLE,
    user_partition_info: EVERYBODY,
    highlights: [],
    ...(word === undefined
      ? {}
      : {
          child_info: {
            category: children[0]?.type ?? '',
            display_name: word,
            children: children.map((child) => node(structure, child)),
          },
        }),
  };
};

/** The response of `course_index`: the outline down to units. Null where the structure has no course block. */
export const courseIndex = (structure: DemoStructure, root: string): object | null => {
  const course = structure.blocks.find((block) => block.type === 'course');
  if (!course) return null;
  return {
    course_structure: {
      ...node(structure, course),
      highlights_enabled_for_messaging: false,
      video_sharing_enabled: false,
      video_sharing_options: 'per-course',
      enable_proctored_exams: false,
      enable_timed_exams: false,
    },
    course_release_date: null,
    deprecated_blocks_info: {},
    discussions_incontext_learnmore_url: '',
    initial_state: {},
    initial_user_clipboard: {},
    language_code: 'en',
    lms_link: `${root}/courses/${structure.key}/`,
    mfe_proctored_exam_settings_url: '',
    notification_dismiss_url: null,
    proctoring_errors: [],
    reindex_link: null,
    rerun_notification_id: null,
  };
};

/** The response of `container/<unit>/children`, or null where the structure has no such block. */
export const unitChildren = (structure: DemoStructure, unit: string): object | null => {
  if (!structure.blocks.some((block) => block.id === unit)) return null;
  // the groups of an experiment are inside it, and not in the unit
  const own = childrenOf(structure, unit).filter(({ type }) => type !== 'vertical');
  const children = own.map((block) => ({
    name: block.name,
    block_id: block.id,
    block_type: block.type,
    actions: { can_copy: true, can_duplicate: true, can_move: true, can_manage_access: true, can_delete: true },
    user_partition_info: EVERYBODY,
    user_partitions: [],
  }));
  return { children, is_published: true, can_paste_component: false };
};
