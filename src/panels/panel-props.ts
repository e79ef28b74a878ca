/** What every block's panel is given. */
export interface PanelProps {
  readonly courseId: string;
  readonly blockId: string;
  /** The host says that learners cannot see the block. */
  readonly draft: boolean;
}
