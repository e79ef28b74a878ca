/** A block with the section and subsection it lies in, as far as the outline needs them. */
export interface Place {
  readonly id: string;
  readonly subsection?: string | undefined;
  readonly section?: string | undefined;
}

/**
 * What the Authoring MFE's two sidebars let a page of theirs know and do. Everything is read defensively: a context of
 * another shape, or none, is null here, and then the slots do with what they are handed.
 */
export interface HostSidebar {
  /** Usage key of what is selected in Studio; null: nothing, so the page as a whole. */
  readonly selected: string | null;
  /** Opens the sidebar at our page, where that is one of its pages. */
  readonly open: () => void;
  /** Whether the host is to show our page; it takes that from the address, also where it has no such page. */
  readonly isOurs: boolean;
  /** Opens the page that the sidebar begins with. */
  readonly leave: () => void;
  /** Selects a block in Studio too; null: nothing. */
  readonly select: (place: Place | null) => void;
}
