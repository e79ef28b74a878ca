import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import { LEARNER_RULES } from '@marginalia/contract';
import type { LearnerAttention, LearnerRule, LearnerState, MetricId, Quantity } from '@marginalia/contract';
import { Section } from '../../ui/Section';
import { CsvButton, TableTwin, metricWords, useNumbers } from '../../panels';
import { groupWords } from '../group';
import { stateNames } from '../../panels/state-names';
import { fragmentOf } from '../../panels/place';
import { words } from './messages';
import type { Filter } from './model';

/** The definition behind each state. */
const DEFINED: Record<LearnerRule, MetricId> = {
  not_started: 'notStarted',
  stopped: 'stopped',
  struggling: 'struggling',
  help_without_success: 'helpWithoutSuccess',
  rushing: 'rushing',
};
const isRule = (state: LearnerState): state is LearnerRule => LEARNER_RULES.some((rule) => rule === state);

interface Props {
  readonly courseId: string;
  readonly attention: LearnerAttention;
  readonly filter: Filter;
  readonly onFilter: (filter: Filter) => void;
}

/** A shape for each kind of state, so that colour is not needed: filled needs help, ring does not, dash says nothing. */
const shapeOf = (state: LearnerState): string => {
  if (isRule(state)) return 'mark';
  return state === 'not_enough_evidence' ? 'dash' : 'ring';
};

const State = ({ state, learners, on, onPress }: StateProps): ReactNode => {
  const numbers = useNumbers();
  return (
    <button type="button" className="marginalia-state" aria-pressed={on} onClick={onPress}>
      <span className="marginalia-stat-value">{numbers.count(learners)}</span>
      <span>
        <span className={`marginalia-shape marginalia-shape-${shapeOf(state)}`} aria-hidden="true" />{' '}
        <FormattedMessage {...stateNames[state]} />
      </span>
    </button>
  );
};

interface StateProps {
  readonly state: LearnerState;
  readonly learners: Quantity;
  readonly on: boolean;
  readonly onPress: () => void;
}

/** Each learner in one state: counts that are filters, each with its rule in words. */
export const States = ({ courseId, attention, filter, onFilter }: Props): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  const chosen = filter.kind === 'state' ? filter.state : null;
  return (
    <Section title={<FormattedMessage {...words.states} />} legend={<FormattedMessage {...words.statesHint} />}>
      <ul className="marginalia-states">
        {attention.states.map(({ state, learners }) => (
          <li key={state}>
            <State
              state={state}
              learners={learners}
              on={chosen === state}
              onPress={() => onFilter(chosen === state ? { kind: 'all' } : { kind: 'state', state })}
            />
          </li>
        ))}
      </ul>
      <p className={chosen === null ? undefined : 'marginalia-definition'} role="status">
        {chosen !== null && (
          <>
            <strong>
              <FormattedMessage {...stateNames[chosen]} />
            </strong>{' '}
            {metricWords(intl, isRule(chosen) ? DEFINED[chosen] : 'learnerStates').sentence}{' '}
            <a href={fragmentOf({ page: 'course', group: chosen })}>
              <FormattedMessage {...groupWords.link} />
            </a>
          </>
        )}
      </p>
      <TableTwin
        caption={<FormattedMessage {...words.statesCaption} />}
        columns={[<FormattedMessage key="s" {...words.state} />, <FormattedMessage key="l" {...words.learners} />]}
        rows={attention.states.map(({ state, learners }) => ({
          key: state,
          cells: [<FormattedMessage key="s" {...stateNames[state]} />, numbers.count(learners)],
        }))}
      />
      <CsvButton courseId={courseId} report="states" />
    </Section>
  );
};
