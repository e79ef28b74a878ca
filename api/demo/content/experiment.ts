import { html, type OtherContent } from '../courseTree';

/**
 * A content experiment (Studio's *Content Experiment*, the block `split_test`) at the end of a unit of the run that is
 * going on: two ways to explain the same, each for half of the learners. What follows it is in the same section.
 */
export const EXPERIMENT = {
  unit: 'true-or-false',
  slug: 'two-explanations',
  name: 'Two ways to explain a condition',
  arms: [
    { slug: 'in-words', name: 'In words', reading: html('condition-in-words', 'A condition in words') },
    { slug: 'in-a-table', name: 'In a table', reading: html('condition-in-a-table', 'A condition in a table') },
  ],
} as const satisfies {
  readonly unit: string;
  readonly slug: string;
  readonly name: string;
  readonly arms: readonly { readonly slug: string; readonly name: string; readonly reading: OtherContent }[];
};

/**
 * The table explains better, so that who does well afterwards is more often among those who got it. Made the other way round:
 * the group follows from the ability, and nothing else in the course is changed by there being an experiment.
 * @param ability about normally distributed around 0 @returns the chance to be in the second group
 */
export const chanceOfTable = (ability: number): number => 0.5 + 0.4 * Math.tanh(ability);
