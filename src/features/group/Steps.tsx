import type { ReactNode } from 'react';
import { FormattedDate, FormattedMessage } from '@edx/frontend-platform/i18n';
import type { Group } from '@marginalia/contract';
import { Section } from '../../ui/Section';
import { CsvButton, TableTwin, useNumbers } from '../../panels';
import { classWords as courseWords, dayAfter } from '../class';
import { Legend, ShareBar } from './GroupReach';
import { words } from './messages';
import { visitWords } from './model';

interface Step {
  readonly key: string;
  readonly name: ReactNode;
  readonly group: number;
  readonly course: number;
}

const sum = (steps: readonly Step[], of: 'group' | 'course'): number => steps.reduce((n, step) => n + step[of], 0);

/** One distribution of the group beside that of the class: shares of those it is about. */
const Distribution = ({ title, steps }: { readonly title: ReactNode; readonly steps: readonly Step[] }): ReactNode => {
  const numbers = useNumbers();
  if (steps.length === 0) {
    return (
      <Section title={title}>
        <p>
          <FormattedMessage {...words.fewSteps} />
        </p>
      </Section>
    );
  }
  return (
    <Section title={title} legend={<Legend />}>
      <ul className="marginalia-bars">
        {steps.map(({ key, name, group, course }) => (
          <li key={key}>
            <span>{name}</span>
            <ShareBar learners={group} of={sum(steps, 'group')} tone="info" />
            <ShareBar learners={course} of={sum(steps, 'course')} tone="second" />
          </li>
        ))}
      </ul>
      <TableTwin
        caption={title}
        columns={[
          <FormattedMessage key="s" {...words.step} />,
          <FormattedMessage key="g" {...words.group} />,
          <FormattedMessage key="c" {...words.class} />,
        ]}
        rows={steps.map(({ key, name, group, course }) => ({
          key,
          cells: [name, numbers.count(group), numbers.count(course)],
        }))}
      />
    </Section>
  );
};

// a date of its own direction, so that a range of two stays one
const Day = ({ date }: { readonly date: string }): ReactNode => (
  <bdi>
    <FormattedDate value={date} dateStyle="medium" timeZone="UTC" />
  </bdi>
);

interface Props {
  readonly courseId: string;
  readonly answer: Group;
}

/** Grades, last visits, when they enrolled, and in which track. */
export const Steps = ({ courseId, answer }: Props): ReactNode => {
  const numbers = useNumbers();
  const { grades, visits, enrolled, tracks, key } = answer;
  return (
    <>
      <div className="marginalia-beside">
        <Distribution
          title={<FormattedMessage {...courseWords.grades} />}
          steps={grades.map(({ from, to, ...beside }) => ({
            key: String(from),
            name: (
              <FormattedMessage
                {...courseWords.range}
                values={{ from: numbers.share(from), to: `\u2060${numbers.share(to)}` }}
              />
            ),
            ...beside,
          }))}
        />
        <Distribution
          title={<FormattedMessage {...words.visits} />}
          steps={visits.map((visit) => ({
            key: String(visit.from),
            name: (
              <FormattedMessage {...words[visitWords(visit)]} values={{ from: visit.from ?? 0, to: visit.to ?? 0 }} />
            ),
            group: visit.group,
            course: visit.course,
          }))}
        />
        <Distribution
          title={<FormattedMessage {...words.enrolled} />}
          steps={enrolled.map(({ from, to, ...beside }) => ({
            key: from,
            name: (
              <FormattedMessage
                {...courseWords.range}
                values={{ from: <Day date={from} />, to: <Day date={dayAfter(`${to}T00:00:00Z`, -1)} /> }}
              />
            ),
            ...beside,
          }))}
        />
        {tracks.length > 0 && (
          <Distribution
            title={<FormattedMessage {...words.tracks} />}
            steps={tracks.map(({ tracks: names, ...beside }) => ({
              key: names.join(' '),
              name: names.map((name, i) => (
                <span key={name}>
                  {i > 0 && ', '}
                  {name === '' ? <FormattedMessage {...words.noTrack} /> : <bdi>{name}</bdi>}
                </span>
              )),
              ...beside,
            }))}
          />
        )}
      </div>
      <p className="marginalia-quiet">
        <FormattedMessage {...words.joined} />
      </p>
      <CsvButton courseId={courseId} report="group-steps" query={{ group: key }} />
    </>
  );
};
