import type { LearnerEvent } from './types';
import type { Micros } from '../lib/time';

/** The fastest that browsers play, times as fast as the clock; a statement that says more says nothing. */
const FASTEST = 16;

/** The speed that an event switches to, such as 1.5 for `1.5x`; null where it switches to none. */
export const chosenSpeed = (event: LearnerEvent): number | null => {
  const speed = event.verb === 'interacted' ? Number.parseFloat(event.speedTo) : NaN;
  return speed > 0 && speed <= FASTEST ? speed : null;
};

/** A choice of speed on a video. */
export interface SpeedChoice {
  readonly time: Micros;
  readonly block: string;
  readonly speed: number;
}

export const speedChoices = (events: readonly LearnerEvent[]): SpeedChoice[] =>
  events.flatMap((event) => {
    const speed = chosenSpeed(event);
    return speed === null ? [] : [{ time: event.time, block: event.block, speed }];
  });

/**
 * How much video fits between two moments. A video is played at the speed that the learner chose on it last; before any
 * choice on it, at the one chosen last on another video of the course, which is where the player takes it from.
 */
export class Clock {
  private readonly changes: readonly SpeedChoice[];

  /**
   * @param ordered the learner's events on the video, in order of time
   * @param speedBefore the speed that holds at a moment before the first choice among the events
   */
  constructor(
    ordered: readonly LearnerEvent[],
    private readonly speedBefore: (time: Micros) => number,
  ) {
    this.changes = speedChoices(ordered);
  }

  /** Seconds of video. */
  playable(from: Micros, until: Micros): number {
    let speed: number | null = null;
    let [since, seconds] = [from, 0];
    for (const change of this.changes) {
      if (change.time >= until) break;
      if (change.time > since) {
        speed ??= this.speedBefore(from);
        seconds += ((change.time - since) / 1e6) * speed;
        since = change.time;
      }
      speed = change.speed;
    }
    if (until <= since) return seconds;
    return seconds + ((until - since) / 1e6) * (speed ?? this.speedBefore(from));
  }
}
