import { usageKey, type VideoContent } from './courseTree';
import { EXTENSION, type Verb } from '../lib/iris';
import type { Learner } from './learners';
import { PATTERNS } from './patterns';
import type { Random } from './random';
import type { Recorder } from './recorder';
import { isoDuration, round3 } from '../pipeline/transform/seconds';
import type { StatementMaker } from './statements';

/** Something that will happen when the playhead gets to a second of the video. */
type Plan =
  | { readonly at: number; readonly what: 'pause' }
  | { readonly at: number; readonly what: 'jump'; readonly to: number }
  | { readonly at: number; readonly what: 'leave' };

/** What the learner is going to do in this video, in the order in which the playhead meets it. */
const plansFor = (random: Random, video: VideoContent, learner: Learner): Plan[] => {
  const { length, rewatched, dull, leavingAt } = video;
  const plans: Plan[] = [];
  for (let at = random.waiting(62); at < length - 5; at += random.waiting(62)) plans.push({ at, what: 'pause' });
  if (rewatched && random.chance(PATTERNS.rewatched.share)) {
    plans.push({ at: rewatched.to + random.between(0, 4), what: 'jump', to: rewatched.from + random.between(-4, 1) });
  }
  if (dull && random.chance(PATTERNS.dull.share)) {
    plans.push({ at: dull.from + random.between(-2, 18), what: 'jump', to: dull.to + random.between(-12, 6) });
  }
  if (leavingAt !== undefined && random.chance(PATTERNS.leaving.share)) {
    plans.push({ at: leavingAt + random.between(0, 8), what: 'leave' });
  }
  // some leave anywhere: the longer the video, the more
  const leaves = random.waiting(1500 * learner.diligence);
  if (leaves < length - 5) plans.push({ at: leaves, what: 'leave' });
  return plans.sort((a, b) => a.at - b.at);
};

/** One learner in front of one video. Positions and lengths are seconds of the video. */
class Player {
  private position = 0;
  private speed = 1;
  private readonly block: string;

  constructor(
    private readonly recorder: Recorder,
    private readonly maker: StatementMaker,
    courseKey: string,
    private readonly video: VideoContent,
  ) {
    this.block = usageKey(courseKey, 'video', video.slug);
    this.emit('initialized', null);
  }

  emit(verb: Verb, extensions: Record<string, unknown> | null): void {
    const result = extensions && { extensions };
    this.recorder.record((moment) => this.maker.video(moment, verb, this.block, this.video.length, result));
  }

  at(): Record<string, unknown> {
    return { [EXTENSION.time]: round3(this.position) };
  }

  setSpeed(speed: number): void {
    const printed = (value: number): string => `${value === 1 ? '1.0' : value.toFixed(2)}x`;
    this.emit('interacted', { [EXTENSION.speedFrom]: printed(this.speed), [EXTENSION.speedTo]: printed(speed) });
    this.speed = speed;
  }

  captionsOn(): void {
    this.emit('interacted', { ...this.at(), [EXTENSION.captions]: true });
  }

  play(): void {
    this.emit('played', this.at());
  }

  playTo(position: number): void {
    this.recorder.pass(Math.max(0, position - this.position) / this.speed);
    this.position = Math.max(this.position, position);
  }

  jump(position: number): void {
    const to = Math.min(this.video.length, Math.max(0, position));
    this.emit('seeked', { [EXTENSION.timeFrom]: round3(this.position), [EXTENSION.timeTo]: round3(to) });
    this.position = to;
  }

  /** The player says that it was watched shortly before the end, and stops at the end. */
  finish(): void {
    const { length } = this.video;
    this.playTo(length * 0.96);
    const result = { completion: true, duration: isoDuration(length), extensions: { [EXTENSION.time]: length } };
    this.recorder.record((moment) => this.maker.video(moment, 'completed', this.block, length, result));
    this.recorder.record((moment) => this.maker.completion(moment, this.block));
    this.playTo(length);
    this.emit(this.recorder.random.chance(0.5) ? 'terminated' : 'paused', this.at());
  }
}

/**
 * A learner watches a video once through, or until leaving it.
 * @returns whether it was watched to its end
 */
export const watchVideo = (
  recorder: Recorder,
  maker: StatementMaker,
  learner: Learner,
  video: VideoContent,
  courseKey: string,
): boolean => {
  const { random } = recorder;
  const player = new Player(recorder, maker, courseKey, video);
  recorder.pass(random.between(1, 6));
  if (learner.captions) player.captionsOn();
  player.play();
  if (learner.speed !== 1 && random.chance(0.7)) player.setSpeed(learner.speed);

  const plans = plansFor(random, video, learner);
  const closes = random.chance(PATTERNS.openPlays.share);
  const closesAt = closes ? random.between(0.2, 0.95) * video.length : Infinity;
  let skippedTo = 0;
  for (const plan of plans) {
    if (plan.at < skippedTo) continue;
    if (plan.at > closesAt) break;
    player.playTo(plan.at);
    if (plan.what === 'pause') {
      player.emit('paused', player.at());
      recorder.pass(random.waiting(40));
      player.play();
    } else if (plan.what === 'jump') {
      player.jump(plan.to);
      // the player often, not always, says that it plays again after a jump
      if (random.chance(0.5)) player.play();
      skippedTo = Math.max(plan.at, plan.to);
    } else {
      player.emit(random.chance(0.6) ? 'paused' : 'terminated', player.at());
      return false;
    }
  }
  if (closes) {
    // the tab is closed: time passes, and no event says so
    if (skippedTo < closesAt) player.playTo(closesAt);
    recorder.pass(random.chance(0.5) ? random.between(2, 60) : random.between(40, 300) * 60);
    return false;
  }
  player.finish();
  return true;
};

/** A learner comes back for one passage. */
export const reviewPassage = (
  recorder: Recorder,
  maker: StatementMaker,
  video: VideoContent,
  courseKey: string,
  from: number,
  to: number,
): void => {
  const player = new Player(recorder, maker, courseKey, video);
  player.jump(from);
  player.play();
  player.playTo(to);
  player.emit('paused', player.at());
};
