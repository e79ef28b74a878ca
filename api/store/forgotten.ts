/** SQL text: true unless the list of forgotten learners has this one. As `hashOfLearner` in api/pipeline/ingest/forgotten.ts. */
export const notForgotten = (own: string, learner: string): string =>
  `lower(hex(SHA256(${learner}))) NOT IN (SELECT hash FROM ${own}.forgotten)`;
