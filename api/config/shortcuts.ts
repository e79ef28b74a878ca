/**
 * Ways of saving work that change no number, and how each can be left out, to compare or to look for a fault
 * (`MARGINALIA_WITHOUT`; docs/architecture.md says what each one buys).
 *
 * - `histories`: what recent learners did is remembered between two rounds of the recomputation
 * - `groups`: statements that come at once are stored by one insert
 * - `ahead`: the next learners are read, and the last ones stored, while facts are concluded
 * - `batches`: how much is done by one statement to the engine follows how long that took
 */
export const SHORTCUTS = ['histories', 'groups', 'ahead', 'batches'] as const;
type Shortcut = (typeof SHORTCUTS)[number];
export const isShortcut = (name: string): name is Shortcut => (SHORTCUTS as readonly string[]).includes(name);
/** Those that are left out. */
export type Without = ReadonlySet<Shortcut>;

export const ALL_SHORTCUTS: Without = new Set();
