import { LEARNER_SORTS, LearnerRule, LearnerState } from '@marginalia/contract';
import type { LearnerSort, LearnersQuery } from '@marginalia/contract';
import type { Sorting } from '../../ui/DataTable';
import type { AddressState } from '../../panels/place';

/** Whom the list shows: one counter of the page is pressed. */
export type Shown = LearnerState | 'flagged' | 'new' | 'fine' | 'contacted' | 'all';

/** What the page keeps in the address. */
export interface ListState {
  readonly shown: Shown;
  readonly rule: LearnerRule | null;
  /** Usage key: struggling in this section. */
  readonly section: string | null;
  readonly track: string;
  readonly search: string;
  readonly left: boolean;
  readonly sorting: Sorting;
  readonly offset: number;
  /** The day from which on a flag is new; null: since the last visit. */
  readonly since: string | null;
  readonly open: string | null;
}

/** As many rows as one page of the table has. */
export const PAGE_SIZE = 40;
/** Shorter searches are refused: they would go through everybody. */
const SHORTEST_SEARCH = 2;
const FIRST: Sorting = { key: 'state', down: false };

const isSort = (key: string): key is LearnerSort => LEARNER_SORTS.some((one) => one === key);
const sortingOf = (text: string | undefined): Sorting => {
  const key = (text ?? '').replace(/^-/, '');
  return isSort(key) ? { key, down: text?.startsWith('-') === true } : FIRST;
};
const shownOf = (text: string | undefined): Shown => {
  const state = LearnerState.safeParse(text);
  if (state.success) return state.data;
  return text === 'new' || text === 'fine' || text === 'contacted' || text === 'all' ? text : 'flagged';
};

export const listStateOf = (address: AddressState): ListState => {
  const rule = LearnerRule.safeParse(address['rule']);
  const offset = Number(address['from'] ?? 0);
  return {
    shown: shownOf(address['state']),
    rule: rule.success ? rule.data : null,
    section: address['section'] ?? null,
    track: address['track'] ?? '',
    search: address['search'] ?? '',
    left: address['left'] === '1',
    sorting: sortingOf(address['sort']),
    offset: Number.isInteger(offset) && offset > 0 ? offset : 0,
    since: /^\d{4}-\d\d-\d\d$/.test(address['since'] ?? '') ? (address['since'] ?? null) : null,
    open: address['open'] ?? null,
  };
};

/** Sorting as the address has it; nothing where it is the usual one. */
export const sortText = ({ key, down }: Sorting): string | undefined =>
  key === FIRST.key && !down ? undefined : `${down ? '-' : ''}${key}`;

const shownQuery = (shown: Shown, since: string): Pick<LearnersQuery, 'state' | 'flagged' | 'since' | 'said'> => {
  switch (shown) {
    case 'all':
      return {};
    case 'flagged':
      return { flagged: 'true' };
    case 'fine':
      return { flagged: 'false' };
    case 'contacted':
      return { said: 'contacted' };
    case 'new':
      return { since };
    default:
      return { state: shown };
  }
};

/** The filters as the list and its CSV take them. @param since the day from which on a flag is new */
export const queryOf = (state: ListState, since: string): Omit<LearnersQuery, 'limit' | 'offset'> => ({
  // a rule or a section is a filter of its own: whoever it holds for is flagged
  ...(state.rule === null && state.section === null ? shownQuery(state.shown, since) : {}),
  rule: state.rule ?? undefined,
  section: state.section ?? undefined,
  track: state.track === '' ? undefined : state.track,
  search: state.search.trim().length < SHORTEST_SEARCH ? undefined : state.search.trim(),
  enrolled: state.left ? 'false' : undefined,
  sort: state.sorting.key === FIRST.key || !isSort(state.sorting.key) ? undefined : state.sorting.key,
  order: state.sorting.down ? 'down' : undefined,
});
