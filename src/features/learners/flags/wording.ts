import type { IntlShape } from '@edx/frontend-platform/i18n';
import type { LearnerRow, FlagEvidence } from '@marginalia/contract';
import { formatDay } from '../../../lib/day';
import { draftWords as words } from './messages';

type Learner = Pick<LearnerRow, 'name' | 'username' | 'everRight'>;

const facts = (intl: IntlShape, course: string, flag: FlagEvidence): readonly [fact: string, step: string] => {
  const say = intl.formatMessage;
  switch (flag.rule) {
    case 'not_started': {
      const date = formatDay(intl, flag.registeredAt);
      return [say(words.notStarted, { course, date }), say(words.notStartedStep)];
    }
    case 'stopped': {
      const days = Math.floor(flag.days);
      const block = flag.lastBlock?.name ?? '';
      return [
        block === '' ? say(words.stopped, { course, days }) : say(words.stoppedAt, { course, days, block }),
        say(words.stoppedStep),
      ];
    }
    case 'struggling': {
      const [section] = flag.sections;
      const [stuck] = flag.stuck;
      const fact =
        section === undefined
          ? stuck === undefined
            ? ''
            : say(words.stuck, { problem: stuck.problem.name, attempts: stuck.attempts })
          : say(words.struggling, { section: section.section.name, right: section.firstRight, tried: section.tried });
      return [fact, say(words.strugglingStep)];
    }
    case 'help_without_success':
      return [say(words.help, { helped: flag.helped, problems: flag.problems }), say(words.helpStep)];
    case 'rushing':
      return [say(words.rushing, { answers: flag.answers, right: flag.firstRight }), say(words.rushingStep)];
  }
};

/** A message for the instructor to change and send: what is known, one next step, and what went well. */
export const draftOf = (
  intl: IntlShape,
  course: string,
  learner: Learner,
  flag: FlagEvidence,
): { readonly subject: string; readonly body: string } => {
  const say = intl.formatMessage;
  const name = learner.name ?? learner.username;
  const [fact, step] = facts(intl, course, flag);
  const praise = learner.everRight > 0 ? say(words.praise, { n: learner.everRight }) : '';
  return {
    subject: say(words.subject, { course }),
    body: [name === null || name === '' ? say(words.helloAll) : say(words.hello, { name }), fact, praise, step]
      .filter((part) => part !== '')
      .join('\n\n'),
  };
};
