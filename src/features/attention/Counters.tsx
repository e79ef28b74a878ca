import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import { LEARNER_RULES } from '@marginalia/contract';
import type { LearnerAttention, LearnerState, Quantity } from '@marginalia/contract';
import { useNumbers } from '../../panels';
import { Spark } from '../../ui/Spark';
import { groupWords } from '../group';
import { ReasonChip } from '../learners';
import type { Shown } from './address';
import { FINE, doingFine, inState } from './model';
import { tableWords as words } from './table-messages';

interface Counter {
  readonly shown: Shown;
  readonly name: ReactNode;
  readonly learners: Quantity;
  /** The same in the weeks before; empty where it is not stated. */
  readonly past?: readonly number[];
}

interface Props {
  readonly attention: LearnerAttention;
  /** Learners flagged since the date chosen; null: not known. */
  readonly fresh: number | null;
  /** Learners whom the team wrote to; null: not known. */
  readonly contacted: number | null;
  readonly chosen: Shown | null;
  /** Null where the reader sees no single learners: then the counters lead to what each group did. */
  readonly onChoose: ((shown: Shown) => void) | null;
}

const RULES: readonly string[] = LEARNER_RULES;

/** The address of what the learners of a counter did as a group; null: they are no group of their own. */
const groupAddress = (shown: Shown): string | null => {
  if (shown === 'flagged') return '#course/need_help';
  return RULES.includes(shown) ? `#course/${shown}` : null;
};

/** How learners stand, each in one status: counters that filter the list below. */
export const Counters = ({ attention, fresh, contacted, chosen, onChoose }: Props): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  const { flagged, notEnough } = attention;
  const count = (rate: typeof flagged): Quantity => (rate.kind === 'value' ? rate.count : rate);
  const weeks = (states: readonly LearnerState[]): number[] =>
    attention.past.map((week) =>
      week.states.reduce((sum, { state, learners }) => sum + (states.includes(state) ? learners : 0), 0),
    );
  const counters: Counter[] = [
    {
      shown: 'flagged',
      name: <FormattedMessage {...words.allFlagged} />,
      learners: count(flagged),
      past: weeks(LEARNER_RULES),
    },
    ...(fresh === null
      ? []
      : [{ shown: 'new' as const, name: <FormattedMessage {...words.fresh} />, learners: fresh }]),
    ...LEARNER_RULES.map((rule) => ({
      shown: rule,
      name: <ReasonChip state={rule} />,
      learners: inState(attention, rule),
      past: weeks([rule]),
    })),
    { shown: 'fine', name: <FormattedMessage {...words.fine} />, learners: doingFine(attention), past: weeks(FINE) },
    {
      shown: 'not_enough_evidence',
      name: <FormattedMessage {...words.tooEarly} />,
      learners: count(notEnough),
      past: weeks(['not_enough_evidence']),
    },
    ...(contacted === null
      ? []
      : [{ shown: 'contacted' as const, name: <FormattedMessage {...words.contacted} />, learners: contacted }]),
  ];
  const group = chosen === null || onChoose === null ? null : groupAddress(chosen);
  return (
    <>
      <ul className="marginalia-counters" aria-label={intl.formatMessage(words.counters)}>
        {counters.map(({ shown, name, learners, past }) => {
          const content = (
            <>
              <span className="marginalia-counter-value">{numbers.count(learners)}</span> {name}
              {past !== undefined && past.length > 0 && (
                <Spark values={[...past, typeof learners === 'number' ? learners : null]} />
              )}
            </>
          );
          const address = groupAddress(shown);
          return (
            <li key={shown}>
              {onChoose === null && address !== null ? (
                <a className="marginalia-counter" href={address}>
                  {content}
                </a>
              ) : onChoose === null ? (
                <span className="marginalia-counter">{content}</span>
              ) : (
                <button
                  type="button"
                  className="marginalia-counter"
                  aria-pressed={chosen === shown}
                  onClick={() => onChoose(shown)}
                >
                  {content}
                </button>
              )}
            </li>
          );
        })}
      </ul>
      {group !== null && (
        <p>
          <a href={group}>
            <FormattedMessage {...groupWords.link} />
          </a>
        </p>
      )}
    </>
  );
};
