import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import type { Problem, ProblemPart } from '@marginalia/contract';
import { isolated } from '../../lib/isolated';
import { Disclosure } from '../../ui/Disclosure';
import { Section } from '../../ui/Section';
import { TableTwin, useNumbers } from '../../panels';
import { ResponseFlow } from './ResponseFlow';
import { ResponseLegend, ResponseList } from './ResponseList';
import { ResponseText } from './ResponseText';
import { Flow } from './Flow';
import { WhoChooses } from './WhoChooses';
import { flowWords } from './flow-messages';
import { words } from './messages';
import { responseRows, choiceRows, thirdRows } from './model';
import type { ResponseRow, SuspectResponse } from './model';
import { CourseText } from '../../ui/CourseText';

const START = 60;
const beginning = (text: string): string => (text.length > START ? `${text.slice(0, START)}…` : text);

interface PartPickerProps {
  readonly parts: readonly ProblemPart[];
  readonly chosen: number;
  readonly onChoose: (index: number) => void;
}

const PartPicker = ({ parts, chosen, onChoose }: PartPickerProps): ReactNode => {
  const intl = useIntl();
  const id = useId();
  return (
    <p className="marginalia-part">
      <label htmlFor={id}>
        <FormattedMessage {...words.part} />
      </label>
      <select
        id={id}
        className="form-control form-control-sm"
        value={chosen}
        onChange={(event) => onChoose(Number(event.target.value))}
      >
        {parts.map(({ part, question }, i) => (
          <option key={part} value={i}>
            {intl.formatMessage(question === '' ? words.partNumber : words.partOption, {
              n: i + 1,
              total: parts.length,
              question: isolated(beginning(question)),
            })}
          </option>
        ))}
      </select>
    </p>
  );
};

/** Learners who answered a question, as far as it may be disclosed. */
const disclosedOf = ({ firstTry }: ProblemPart): number | null => (firstTry.kind === 'value' ? firstTry.of : null);

/** What the course accepts where there are no choices. */
const Accepted = ({ part: { accepted = [] } }: { readonly part: ProblemPart }): ReactNode => {
  const intl = useIntl();
  if (accepted.length === 0) return null;
  const answers = accepted.map(({ text, tolerance, isPattern }, at) => {
    const own = (
      <CourseText key={at}>
        {tolerance === '' || isPattern ? text : intl.formatMessage(words.tolerance, { text, tolerance })}
      </CourseText>
    );
    return isPattern ? <FormattedMessage key={at} {...words.pattern} values={{ text: own }} /> : own;
  });
  return (
    <p className="marginalia-quiet">
      <FormattedMessage {...words.accepted} values={{ answers: intl.formatList(answers, { type: 'unit' }) }} />
    </p>
  );
};

interface Props {
  readonly problem: Problem;
  /** Too early to compare. */
  readonly muted: boolean;
  /** Learners are asked with different values. */
  readonly variants: boolean;
  /** Answers that a finding points at. */
  readonly suspects: readonly SuspectResponse[];
}

/** What learners answered: one question at a time, all of them in the table. */
export const Responses = ({ problem, muted, variants, suspects }: Props): ReactNode => {
  const { parts } = problem;
  // the question a finding is about is the one to look at first
  const [picked, setPicked] = useState<number | null>(null);
  const suspected = parts.findIndex(({ part }) => suspects.some((suspect) => suspect.part === part));
  const chosen = picked ?? Math.max(0, suspected);
  const intl = useIntl();
  const numbers = useNumbers();
  const part = parts[Math.min(chosen, parts.length - 1)];
  if (part === undefined || parts.every((p) => p.answers.length === 0 && p.other === null)) {
    return (
      <Section title={<FormattedMessage {...words.answers} />}>
        <p className="marginalia-quiet">
          <FormattedMessage {...words.noAnswers} />
        </p>
      </Section>
    );
  }
  const choices = choiceRows(part);
  const many = parts.length > 1;
  const thirds = !muted && parts.some((p) => thirdRows(p).length > 0);
  const marked = ({ value, correct, gone }: ResponseRow): string => {
    if (value === null) return '';
    if (gone) return intl.formatMessage(words.gone);
    if (correct === null) return intl.formatMessage(variants ? words.varies : words.changed);
    return intl.formatMessage(correct ? words.right : words.wrong);
  };
  return (
    <Section title={<FormattedMessage {...words.answers} />} legend={<ResponseLegend muted={muted} />}>
      {many && <PartPicker parts={parts} chosen={chosen} onChoose={setPicked} />}
      {many ? (
        <p className="marginalia-quiet">
          <FormattedMessage
            {...words.partRate}
            values={{ first: numbers.countOf(part.firstTry), end: numbers.countOf(part.eventual) }}
          />
        </p>
      ) : (
        part.question !== '' && (
          <p className="marginalia-question">
            <CourseText>{part.question}</CourseText>
          </p>
        )
      )}
      <Accepted part={part} />
      {variants && (
        <p className="marginalia-quiet">
          <FormattedMessage {...words.drawnAnew} />
        </p>
      )}
      <ResponseList
        {...responseRows(part)}
        of={disclosedOf(part)}
        muted={muted}
        variants={variants}
        suspects={suspects.filter((suspect) => suspect.part === part.part)}
      />
      {choices.rows.length > 0 && (
        <>
          <h4>
            <FormattedMessage {...words.choices} />
          </h4>
          <ResponseList {...choices} of={disclosedOf(part)} muted={muted} variants={variants} suspects={[]} />
        </>
      )}
      {!muted && <WhoChooses part={part} />}
      <TableTwin
        caption={<FormattedMessage {...words.answersCaption} />}
        columns={[
          <FormattedMessage {...words.answer} />,
          ...(many ? [<FormattedMessage {...words.question} />] : []),
          <FormattedMessage {...words.mark} />,
          <FormattedMessage {...words.first} />,
          <FormattedMessage {...words.last} />,
          ...(thirds ? [<FormattedMessage {...words.strongest} />, <FormattedMessage {...words.weakest} />] : []),
        ]}
        rows={parts.flatMap((p, i) => {
          const cells = (row: ResponseRow, mark: string): ReactNode[] => [
            <ResponseText row={row} />,
            ...(many ? [numbers.count(i + 1)] : []),
            mark,
            numbers.count(row.first),
            numbers.count(row.last),
            ...(thirds ? [row.upperThird, row.lowerThird].map((n) => (n === undefined ? '' : numbers.count(n))) : []),
          ];
          return [
            ...responseRows(p).rows.map((row) => ({ key: `${p.part} ${row.key}`, cells: cells(row, marked(row)) })),
            ...choiceRows(p).rows.map((row) => ({
              key: `${p.part} choice ${row.key}`,
              cells: cells(row, intl.formatMessage(words.choice)),
            })),
          ];
        })}
      />
      {!muted && (
        <Disclosure label={<FormattedMessage {...flowWords.title} />}>
          <Flow problem={problem} />
          <ResponseFlow part={part} />
        </Disclosure>
      )}
    </Section>
  );
};
