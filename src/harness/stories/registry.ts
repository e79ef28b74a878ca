import { PANELS, SAID, STATES } from './states';
import type { Panel, State } from './states';
import type { Responses } from './host';

/** One panel in one state: enough to draw it anywhere. */
export interface Story {
  /** `problem-withheld` and the like; the last part of its address. */
  readonly id: string;
  readonly panel: Panel;
  readonly state: State;
  readonly responses: Responses;
}

/** Every panel in every state. */
export const STORIES: readonly Story[] = PANELS.flatMap((panel) =>
  STATES.map((state) => ({ id: `${panel}-${state}`, panel, state, responses: SAID[state](panel) })),
);

export const storyOf = (id: string): Story | undefined => STORIES.find((story) => story.id === id);
