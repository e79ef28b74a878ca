import * as z from 'zod';
import { defineQuery } from '../store/query';
import { isCounted } from '../store/queries/countedEvents';

/** Texts that repeat once each, and where each stands among them. */
const WORDS = (column: string): string =>
  `toJSONString(arrayDistinct(${column})), ',"${column}":', toJSONString(arrayMap(at -> toUInt32(at - 1), arrayEnumerateDense(${column})))`;
const VALUES = (column: string): string => `'"${column}":', toJSONString(${column})`;

/**
 * Histories as the closed machine reads them, a learner a row: JSON of the learner, of the mode of the last enrolment, of
 * the verbs and of the blocks, and members of an object with a list for each column, in order of time; between them tabs,
 * which JSON has none of. Written by the engine, because no text of many events is to be taken apart on the way.
 */
export const columnHistories = defineQuery({
  name: 'extension-histories',
  params: { course: 'String', learners: 'Array(String)' },
  row: z.string(),
  isText: true,
  sql: (db, p) => `
    SELECT concat(toJSONString(learner), '\\t', toJSONString(track), '\\t',
                  toJSONString(arrayDistinct(verb)), '\\t', toJSONString(arrayDistinct(block)), '\\t',
                  '"verb":', toJSONString(arrayMap(at -> toUInt32(at - 1), arrayEnumerateDense(verb))),
                  ',"block":', toJSONString(arrayMap(at -> toUInt32(at - 1), arrayEnumerateDense(block))),
                  ',"parts":', ${WORDS('part')}, ',"responses":', ${WORDS('response')}, ',',
                  ${['time', 'attempt', 'success', 'score', 'position', 'to'].map(VALUES).join(", ',', ")})
    FROM (
      SELECT learner, track, found.1 AS time, found.3 AS verb, found.4 AS block, found.5 AS part, found.6 AS attempt,
             found.7 AS success, found.8 AS score, found.9 AS response, found.10 AS position, found.11 AS to
      FROM (
        SELECT learner, argMaxIf(toString(mode), events.time, arrayElement(splitByChar('/', toString(verb)), -1) = 'registered') AS track,
               arraySort(groupArray(tuple(toUnixTimestamp64Micro(events.time) / 1000, toString(event_id), toString(verb),
                 block_id, toString(part), attempt, success, if(score_max > 0, score_raw / score_max, NULL), response,
                 position, position_to))) AS found
        FROM ${db.own}.events FINAL
        WHERE course_key = ${p.course} AND learner IN ${p.learners} AND ${isCounted(db.own)}
        GROUP BY learner
      )
    )`,
  example: { course: 'course-v1:A+B+C', learners: ['l'] },
});
