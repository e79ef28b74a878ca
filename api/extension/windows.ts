import { isEnough, isSmall } from '../metrics/kit/privacy/smallGroups';
import { type Activity, usableCuts } from '../metrics/kit/privacy/periods';
import { disclosedTracks } from '../metrics/kit/selection';
import { groupBy } from '../lib/groupBy';

/** Groups of learners whose sizes panels state of windows. */
const WINDOWED = ['reached', 'attempted', 'viewers'] as const;

/** When one learner belonged to which group of a block; days since 1970 (UTC), ascending. */
export interface Presence extends Readonly<Record<(typeof WINDOWED)[number], readonly number[]>> {
  /** Mode of the last enrollment. */
  readonly track: string;
}

/** Learners by their place in the list: 1 those in a group. */
export type Members = readonly (0 | 1)[];

/** Windows of one group and track, as tables of how many learners each has. */
class Windows {
  private readonly size: number;
  private readonly whole: Int32Array;

  /** @param periods of each learner those with activity, ascending, or none */
  constructor(
    private readonly periods: readonly (readonly number[])[],
    private readonly minLearners: number,
  ) {
    this.size = periods.reduce((most, own) => Math.max(most, (own.at(-1) ?? -1) + 1), 0);
    this.whole = this.sizes(periods.map(() => 1));
  }

  /** Windows that have few learners more, or few less, than a group, and otherwise the same. */
  near(group: Members): Members[] {
    const [inside, all] = [this.sizes(group), group.reduce((sum: number, one) => sum + one, 0)];
    const found: Members[] = [];
    for (let from = 0; from < this.size; from += 1)
      for (let to = from + 1; to <= this.size; to += 1) {
        const at = from * (this.size + 1) + to;
        const [both, window] = [inside[at] ?? 0, this.whole[at] ?? 0];
        const isNear = (both === all && this.isFew(window - both)) || (both === window && this.isFew(all - both));
        if (isNear)
          found.push(this.periods.map((own) => (own.some((period) => period >= from && period < to) ? 1 : 0)));
      }
    return found;
  }

  /** Of a group, how many are in the window from one period up to another: everybody whose first from there on is before. */
  private sizes(group: Members): Int32Array {
    const width = this.size + 1;
    const table = new Int32Array(width * width);
    const add = (at: number, learners: number): void => {
      table[at] = (table[at] ?? 0) + learners;
    };
    // of each learner and period: those windows begin with it in which this period is the first
    this.periods.forEach((own, learner) => {
      if (group[learner] !== 1) return;
      let after = 0;
      for (const period of own) {
        add(after * width + period + 1, 1);
        after = period + 1;
        add(after * width + period + 1, -1);
      }
    });
    for (let from = 0; from < width; from += 1)
      for (let to = 0; to < width; to += 1) if (from > 0) add(from * width + to, table[(from - 1) * width + to] ?? 0);
    for (let from = 0; from < width; from += 1)
      for (let to = 1; to < width; to += 1) add(from * width + to, table[from * width + to - 1] ?? 0);
    return table;
  }

  private isFew(learners: number): boolean {
    return isSmall(learners, this.minLearners);
  }
}

/** The windows, of all learners and of each track, that panels state of a block. */
export class PanelWindows {
  private readonly windows: Windows[] = [];

  constructor(presences: readonly Presence[], minLearners: number) {
    for (const group of WINDOWED) {
      const activities = presences.map(({ track, [group]: days }): Activity => ({ track, days }));
      const active = activities.filter(({ days }) => days.length > 0);
      if (!isEnough(active.length, minLearners)) continue;
      const sizes = [...groupBy(active, ({ track }) => track)].map(([track, own]) => ({ track, learners: own.length }));
      const tracks = disclosedTracks(sizes, minLearners);
      for (const track of [null, ...tracks]) {
        const inner = usableCuts(active, minLearners, [], track === null ? null : tracks).slice(1, -1);
        const periodOf = (day: number): number => inner.filter(({ to }) => to <= day).length;
        const periods = activities.map((one) =>
          track === null || one.track === track ? [...new Set(one.days.map(periodOf))] : [],
        );
        this.windows.push(new Windows(periods, minLearners));
      }
    }
  }

  /** Those that any of these groups differs from by few: who knows both sizes knows how many these few are. */
  near(groups: readonly Members[]): Members[] {
    const found = groups.flatMap((group) => this.windows.flatMap((one) => one.near(group)));
    return [...new Map(found.map((window) => [window.join(''), window])).values()];
  }
}
