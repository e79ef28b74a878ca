import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import type { Group } from '@marginalia/contract';
import { PanelCard, TrackName, useNumbers } from '../../panels';
import { Day } from '../../ui/Day';
import { classWords as courseWords, dayAfter } from '../class';
import { Legend, ShareBar } from './GroupReach';
import { words } from './messages';
import { joinedGrades, visitWords } from './model';

interface Step {
  readonly key: string;
  readonly name: ReactNode;
  readonly group: number;
  readonly course: number;
}

const sum = (steps: readonly Step[], of: 'group' | 'course'): number => steps.reduce((n, step) => n + step[of], 0);

interface DistributionProps {
  readonly courseId: string;
  readonly group: string;
  readonly title: string;
  readonly steps: readonly Step[];
  readonly span: 3 | 4 | 6 | 12;
}

/** As wide as so many cards may be that stand in one row. */
const SPANS = [12, 12, 6, 4, 3] as const;

/** One distribution of the group next to that of the class: shares of those it is about. */
const Distribution = ({ courseId, group: key, title, steps, span }: DistributionProps): ReactNode => {
  const numbers = useNumbers();
  return (
    <PanelCard
      courseId={courseId}
      name={title}
      span={span}
      report="group-steps"
      query={{ group: key }}
      note={<Legend />}
      table={{
        columns: [
          <FormattedMessage key="s" {...words.step} />,
          <FormattedMessage key="g" {...words.group} />,
          <FormattedMessage key="c" {...words.class} />,
        ],
        rows: steps.map(({ key: step, name, group, course }) => ({
          key: step,
          cells: [name, numbers.count(group), numbers.count(course)],
        })),
      }}
    >
      <ul className="marginalia-bars marginalia-pairs">
        {steps.map(({ key: step, name, group, course }) => (
          <li key={step}>
            <span>{name}</span>
            <ShareBar learners={group} of={sum(steps, 'group')} tone="info" />
            <ShareBar learners={course} of={sum(steps, 'course')} tone="second" />
          </li>
        ))}
      </ul>
    </PanelCard>
  );
};

// a date of its own direction, so that a range of two stays one
const OneWay = ({ date }: { readonly date: string }): ReactNode => (
  <bdi>
    <Day at={date} timeZone="UTC" />
  </bdi>
);

interface Props {
  readonly courseId: string;
  readonly report: Group;
}

/** Grades, last visits, when they enrolled, and in which track: those with at least two ranges; what was joined to one says nothing. */
export const Steps = ({ courseId, report }: Props): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  const { grades, visits, enrolled, tracks, key } = report;
  const all: readonly { readonly title: string; readonly steps: readonly Step[] }[] = [
    {
      title: intl.formatMessage(courseWords.grades),
      steps: joinedGrades(grades).map(({ from, to, ...beside }) => ({
        key: String(from),
        name: numbers.range(from, to),
        ...beside,
      })),
    },
    {
      title: intl.formatMessage(words.visits),
      steps: visits.map((visit) => ({
        key: String(visit.from),
        name: <FormattedMessage {...words[visitWords(visit)]} values={{ from: visit.from ?? 0, to: visit.to ?? 0 }} />,
        group: visit.group,
        course: visit.course,
      })),
    },
    {
      title: intl.formatMessage(words.enrolled),
      steps: enrolled.map(({ from, to, ...beside }) => ({
        key: from,
        name: (
          <FormattedMessage
            {...courseWords.range}
            values={{ from: <OneWay date={from} />, to: <OneWay date={dayAfter(`${to}T00:00:00Z`, -1)} /> }}
          />
        ),
        ...beside,
      })),
    },
    {
      title: intl.formatMessage(words.tracks),
      steps: tracks.map(({ tracks: names, ...beside }) => ({
        key: names.join(' '),
        name: intl.formatList(
          names.map((name) =>
            name === '' ? <FormattedMessage key={name} {...words.noTrack} /> : <TrackName key={name} track={name} />,
          ),
          { type: 'unit' },
        ),
        ...beside,
      })),
    },
  ];
  const drawn = all.filter(({ steps }) => steps.length > 1);
  const left = all.filter(({ steps }) => steps.length <= 1);
  return (
    <>
      {drawn.map(({ title, steps }) => (
        <Distribution
          key={title}
          courseId={courseId}
          group={key}
          title={title}
          steps={steps}
          span={SPANS[drawn.length] ?? 3}
        />
      ))}
      <p className="marginalia-quiet marginalia-span-12">
        {left.length > 0 && (
          <FormattedMessage
            {...words.notShown}
            values={{
              parts: intl.formatList(
                left.map(({ title }) => title),
                { type: 'conjunction' },
              ),
            }}
          />
        )}{' '}
        <FormattedMessage {...words.joined} />
      </p>
    </>
  );
};
