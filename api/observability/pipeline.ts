/** How the service is doing, reports left aside, at one moment: what is watched, and what the page about data health shows. */
export interface PipelineState {
  readonly engine: { readonly kind: string; readonly version: string };
  /** Histories that are stored and not counted yet, and for how long the first of them has waited, seconds. */
  readonly waiting: { readonly learners: number; readonly seconds: number };
  /** Of what was stored before our tables were made, the share that is not counted yet: 0 to 1. */
  readonly backfillRemaining: number;
  readonly work: readonly { readonly name: string; readonly failures: number; readonly failingFor: number }[];
  readonly coursesWithoutStructure: readonly string[];
  /** When a course was published last, seconds since 1970; null: none was. */
  readonly lastPublish: number | null;
  /** When something was stored last, by the database's clock, seconds since 1970; null: nothing within a month. */
  readonly lastStored: number | null;
  readonly tables: readonly { readonly name: string; readonly bytes: number; readonly parts: number }[];
  readonly disks: readonly { readonly name: string; readonly free: number; readonly total: number }[];
  readonly merges: number;
  /** Seconds that this replica is behind; null: there are no others. */
  readonly replicaDelay: number | null;
  /** When a backup was finished last by `marginalia backup`, seconds since 1970; null: never. */
  readonly lastBackup: number | null;
}
