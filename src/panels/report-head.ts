/** What the numbers at the foot of a panel are made from; every report of the contract has it. */
export interface ReportHead {
  readonly asOf: string | null;
  readonly definitions: readonly string[];
  readonly minLearners: number;
  readonly window: { readonly from: string | null; readonly to: string | null; readonly asked?: object | undefined };
  readonly track?: string | undefined;
  readonly breakdowns?: 'withheld' | undefined;
  /** A number of an extension among those of the report. */
  readonly extension?:
    | {
        readonly title: string;
        readonly sentence: string;
        readonly by: string;
        readonly words?: Readonly<Record<string, { readonly title: string; readonly sentence: string }>> | undefined;
      }
    | undefined;
  readonly backlog?: { readonly seconds: number } | undefined;
}
