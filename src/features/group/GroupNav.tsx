import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import { AT_RISK, getAttention, getChoices, groupOfTrack, trackOf } from '@marginalia/contract';
import type { GroupKey, LearnerState } from '@marginalia/contract';
import { useReport } from '../../host/query';
import { TrackName, useNumbers } from '../../panels';
import { stateNames } from '../../panels/state-names';
import { fragmentOf } from '../../panels/place';
import { words } from './messages';
import { choicesOf } from './model';
import type { Choice } from './model';

const isState = (key: string): key is LearnerState => Object.hasOwn(stateNames, key);

/** What a group is called. */
export const GroupName = ({ group }: { readonly group: GroupKey }): ReactNode => {
  const track = trackOf(group);
  if (track !== null) return <FormattedMessage {...words.track} values={{ track: <TrackName track={track} /> }} />;
  return <FormattedMessage {...(isState(group) ? stateNames[group] : words.needHelp)} />;
};

interface Props {
  readonly courseId: string;
  /** The group whose numbers are shown; absent: the whole class. */
  readonly group?: GroupKey | undefined;
}

/** The way between the whole class and its groups: links, so that each has an address. */
export const GroupNav = ({ courseId, group }: Props): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  const attention = useReport(getAttention, { params: { course: courseId } });
  const choices = useReport(getChoices, { params: { course: courseId } });
  const learners = attention.kind === 'ready' ? attention.data.learners : null;
  const tracks = choices.kind === 'ready' ? choices.data.tracks : [];
  const states: readonly Choice[] =
    learners === null
      ? []
      : [
          { key: AT_RISK, learners: learners.flagged.kind === 'value' ? learners.flagged.count : learners.flagged },
          ...learners.states.map((one) => ({ key: one.state, learners: one.learners })),
        ];
  const groups = choicesOf([
    ...states,
    ...(tracks.length > 1 ? tracks.map((one) => ({ key: groupOfTrack(one.track), learners: one.learners })) : []),
  ]);
  const link = (key: GroupKey | undefined, name: ReactNode): ReactNode => (
    <li key={key ?? ''}>
      <a
        className="marginalia-chip"
        href={fragmentOf(key === undefined ? { page: 'course' } : { page: 'course', group: key })}
        aria-current={key === group ? 'page' : undefined}
      >
        {name}
      </a>
    </li>
  );
  if (groups.length === 0 && group === undefined) return null;
  return (
    <nav aria-label={intl.formatMessage(words.nav)}>
      <ul className="marginalia-groups">
        {link(undefined, <FormattedMessage {...words.whole} />)}
        {groups.map((one) =>
          link(
            one.key,
            <FormattedMessage
              {...words.choice}
              values={{ group: <GroupName group={one.key} />, learners: numbers.count(one.learners) }}
            />,
          ),
        )}
      </ul>
    </nav>
  );
};
