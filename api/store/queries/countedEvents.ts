/**
 * Which typed statements count: not those that lost against another with the same id, nor those that were voided. Every
 * query that counts events has this in its condition, by the one text; a test over all queries holds them to it.
 * @param own our database
 */
export const isCounted = (own: string): string => `
  (event_id, events.time, toString(course_key), learner) NOT IN (
    SELECT event_id, time, course_key, learner FROM ${own}.conflicts WHERE excluded = 1)
  AND event_id NOT IN (SELECT target FROM ${own}.voids)`;
