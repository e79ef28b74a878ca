import type { IntlShape } from '@edx/frontend-platform/i18n';
import type { LearnerRow, MarkEvidence } from '@marginalia/contract';
import { draftWords as words } from './messages';

type Learner = Pick<LearnerRow, 'name' | 'username' | 'everRight'>;

const facts = (intl: IntlShape, course: string, mark: MarkEvidence): readonly [fact: string, step: string] => {
  const say = intl.formatMessage;
  switch (mark.rule) {
    case 'not_started': {
      const date = intl.formatDate(mark.registeredAt, { dateStyle: 'medium' });
      return [say(words.notStarted, { course, date }), say(words.notStartedStep)];
    }
    case 'stopped': {
      const days = Math.floor(mark.days);
      const block = mark.lastBlock?.name ?? '';
      return [
        block === '' ? say(words.stopped, { course, days }) : say(words.stoppedAt, { course, days, block }),
        say(words.stoppedStep),
      ];
    }
    case 'struggling': {
      const [section] = mark.sections;
      const [stuck] = mark.stuck;
      const fact =
        section === undefined
          ? stuck === undefined
            ? ''
            : say(words.stuck, { problem: stuck.problem.name, attempts: stuck.attempts })
          : say(words.struggling, { section: section.section.name, right: section.firstRight, tried: section.tried });
      return [fact, say(words.strugglingStep)];
    }
    case 'help_without_success':
      return [say(words.help, { helped: mark.helped, problems: mark.problems }), say(words.helpStep)];
    case 'rushing':
      return [say(words.rushing, { answers: mark.answers, right: mark.firstRight }), say(words.rushingStep)];
  }
};

/** A message for the instructor to change and send: what is known, one next step, and what went well. */
export const draftOf = (
  intl: IntlShape,
  course: string,
  learner: Learner,
  mark: MarkEvidence,
): { readonly subject: string; readonly body: string } => {
  const say = intl.formatMessage;
  const name = learner.name ?? learner.username;
  const [fact, step] = facts(intl, course, mark);
  const praise = learner.everRight > 0 ? say(words.praise, { n: learner.everRight }) : '';
  return {
    subject: say(words.subject, { course }),
    body: [name === null || name === '' ? say(words.helloAll) : say(words.hello, { name }), fact, praise, step]
      .filter((part) => part !== '')
      .join('\n\n'),
  };
};
