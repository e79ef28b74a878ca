import * as z from 'zod/mini';

/**
 * The one definition of each metric. The API serves these at /api/v1/metrics, the panels show them as help, the CSV
 * heads and docs/metrics.md print them. Words are plain English; the plugin translates them under
 * `marginalia.metric.<id>.title` and `.sentence`.
 */
export const Metric = z.strictObject({
  id: z.string(),
  /** What it is a number of; `container`: a section, subsection or unit; `component`: any other block. */
  about: z.enum(['problem', 'video', 'container', 'class', 'learner', 'component']),
  title: z.string(),
  sentence: z.string(),
  numerator: z.string(),
  denominator: z.nullable(z.string()),
  unit: z.enum(['learners', 'share', 'seconds', 'events', 'correlation', 'logits', 'blocks', 'days', 'points']),
  /** From how many learners on the number is shown: the site's threshold, or a fixed gate above it. */
  gate: z.string(),
  source: z.string(),
});
export type Metric = z.infer<typeof Metric>;
