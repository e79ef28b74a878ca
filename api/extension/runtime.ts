import type { Rules } from './asker';
import type { Hosts, Pause } from './hosts';
import type { Installed, Registry, Revision } from './registry';

/** What answers need of whatever keeps the numbers. */
export interface Runtime {
  readonly isOn: boolean;
  readonly registry: Registry;
  readonly hosts: Hosts;
  /** The operator's. */
  readonly rules: Rules;
  progressIn(
    extension: Installed,
    revision: Revision,
    course: string,
  ): Promise<{ readonly done: number; readonly of: number; readonly skipped: number }>;
  pauseOf(name: string): Pause | null;
}
