import { EXTENSION, TYPE } from '../../../lib/iris';
import { activity, present, type Source } from '../make';
import { Rejection } from '../rejection';
import type { Statement } from '../statement';

/** Exams with a time limit. Their payload is read under the name that logs have (`event`), which live events lack. */
export const exam =
  (verb: 'initialized' | 'terminated', type: 'timedExam' | 'practiceExam' | 'proctoredExam') =>
  (source: Source): Statement[] => {
    if (source.event.event === undefined) throw new Rejection('event is missing: exams are read from logs only');
    const name = { en: source.textAt('event', 'exam_name') };
    // The id is the usage key itself, without the LMS before it.
    const object = activity(source.idAt('event', 'exam_content_id'), {
      type: TYPE[type],
      name,
      extensions: present({ [EXTENSION.timeLimit]: source.at('event', 'exam_default_time_limit_mins') }),
    });
    const attempt = {
      type: TYPE.attempt,
      name,
      extensions: present({
        [EXTENSION.attemptStarted]: source.at('event', 'attempt_started_at'),
        [EXTENSION.attemptCompleted]: source.at('event', 'attempt_completed_at'),
        [EXTENSION.duration]: source.at('event', 'attempt_event_elapsed_time_secs'),
        [EXTENSION.attempt]: source.at('event', 'attempt_id'),
      }),
    };
    return [source.statement({ verb, object, grouping: activity(source.textAt('event', 'attempt_code'), attempt) })];
  };
