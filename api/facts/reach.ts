import type { StructureIndex } from './structureIndex';
import { unitsTouched } from './tabs';
import { type LearnerEvent, REACHED } from './types';
import type { Micros } from '../lib/time';

/** That, how and when a learner reached a block. */
export interface Reach {
  /** Bits of REACHED. */
  readonly bits: number;
  readonly completed: boolean;
  readonly firstAt: Micros;
  readonly lastAt: Micros;
}

export const emptyReach = (at: Micros): Reach => ({ bits: 0, completed: false, firstAt: at, lastAt: at });

/** Statements that the platform makes about a learner: they do not show where the learner was. */
export const NOT_ACTIVITY = new Set(['registered', 'unregistered', 'earned', 'passed', 'failed']);

/**
 * The blocks a learner reached. A block: a `progressed` statement for it, or any event of it. A container: the same for
 * anything inside it. A unit also by navigation: being on
 * its tab of its subsection, or going to it.
 * @param events a learner's history in the course, without statements about the course itself
 */
export const reachedBlocks = (
  events: readonly LearnerEvent[],
  structure: StructureIndex | null,
): Map<string, Reach> => {
  const reached = new Map<string, Reach>();
  const note = (block: string, event: LearnerEvent, bits: number, completed = false): void => {
    const before = reached.get(block) ?? emptyReach(event.time);
    reached.set(block, {
      bits: before.bits | bits,
      completed: before.completed || completed,
      firstAt: Math.min(before.firstAt, event.time),
      lastAt: Math.max(before.lastAt, event.time),
    });
  };
  const noteUp = (block: string, event: LearnerEvent, bits: number): void => {
    for (const container of structure?.containersOf(block) ?? []) note(container, event, bits);
  };

  for (const event of events) {
    if (NOT_ACTIVITY.has(event.verb)) continue;
    switch (event.verb) {
      case 'navigated':
        if (structure?.isContainer(event.block)) {
          note(event.block, event, REACHED.navigation);
          noteUp(event.block, event, REACHED.navigation);
          for (const unit of unitsTouched(event, structure)) note(unit, event, REACHED.navigation);
        } else if (!structure) {
          note(event.block, event, REACHED.navigation);
        }
        break;
      case 'progressed':
        // progress is 0 to 100; a statement without a number says that something was done
        note(event.block, event, REACHED.completion, (event.progress ?? 0) >= 100);
        noteUp(event.block, event, REACHED.completion);
        break;
      default:
        note(event.block, event, REACHED.activity);
        noteUp(event.block, event, REACHED.activity);
    }
  }
  return reached;
};
