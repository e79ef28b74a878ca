import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import type { Learner, OutlineBlock } from '@marginalia/contract';
import { PanelCard, useNumbers } from '../../panels';
import { fragmentOf } from '../../panels/place';
import { words } from './messages';
import { SIGNS, problemMap, standingOf } from './model';

interface Props {
  readonly courseId: string;
  readonly learner: Learner;
  /** Of the course, in its order; empty while they are not there. */
  readonly blocks: readonly OutlineBlock[];
}

/** Every problem of the course in its order, and how the learner fared with it: a sign each, with the details when it has the focus. */
export const ProblemMap = ({ courseId, learner, blocks }: Props): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  const sections = problemMap(learner.problems, blocks);
  const attempted = new Map(learner.problems.map((problem) => [problem.block.id, problem]));
  const title = intl.formatMessage(words.map);
  return (
    <PanelCard
      courseId={courseId}
      name={title}
      span={8}
      report="learner-problems"
      query={{ learner: learner.id }}
      table={{
        columns: [
          <FormattedMessage key="p" {...words.problem} />,
          <FormattedMessage key="t" {...words.tries} />,
          <FormattedMessage key="m" {...words.courseTries} />,
          <FormattedMessage key="f" {...words.first} />,
          <FormattedMessage key="e" {...words.end} />,
          <FormattedMessage key="h" {...words.help} />,
          <FormattedMessage key="c" {...words.course} />,
        ],
        rows: learner.problems.map((problem) => ({
          key: problem.block.id,
          cells: [
            <bdi key="p">{problem.block.name}</bdi>,
            numbers.count(problem.attempts),
            numbers.mean(problem.courseMeanTries),
            <FormattedMessage key="f" {...(problem.firstRight ? words.right : words.wrong)} />,
            <FormattedMessage key="e" {...(problem.everRight ? words.right : words.wrong)} />,
            <FormattedMessage
              key="h"
              {...words.helpCounts}
              values={{ hints: problem.hints, shown: problem.answersShown }}
            />,
            numbers.share(problem.courseFirstTry),
          ],
        })),
      }}
      note={<FormattedMessage {...words.mapLegend} />}
    >
      {sections.map(({ id, name, problems }) => {
        const tried = problems.flatMap((block) => attempted.get(block.id) ?? []);
        return (
          <div key={id} className="marginalia-map-row">
            <bdi className="marginalia-map-name">{name}</bdi>
            <ul className="marginalia-map">
              {problems.map((block) => {
                const problem = attempted.get(block.id);
                const standing = standingOf(problem);
                const said = intl.formatMessage(words.mapProblem, {
                  name: block.name,
                  standing,
                  attempts: problem?.attempts ?? 0,
                  share: problem === undefined ? '—' : numbers.share(problem.courseFirstTry),
                });
                return (
                  <li key={block.id}>
                    <a
                      className={`marginalia-map-${standing}`}
                      href={fragmentOf({ page: 'content', block: block.id })}
                      aria-label={said}
                      title={said}
                    >
                      {SIGNS[standing]}
                    </a>
                  </li>
                );
              })}
            </ul>
            <span className="marginalia-quiet">
              <FormattedMessage
                {...words.mapFirst}
                values={{ right: tried.filter(({ firstRight }) => firstRight).length, tried: tried.length }}
              />
            </span>
          </div>
        );
      })}
    </PanelCard>
  );
};
