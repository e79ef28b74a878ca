import type { ReactNode } from 'react';
import { FormattedMessage } from '@edx/frontend-platform/i18n';
import type { ProblemPart } from '@marginalia/contract';
import { WITHHELD } from '@marginalia/contract/values';
import { TableTwin, useNumbers } from '../../panels';
import { ResponseText } from './ResponseText';
import { responseFlowOf } from './response-flow';
import type { ResponseFlow as Flow, Move } from './response-flow';
import { flowWords as words } from './flow-messages';
import { isRight } from './model';

/** In pixels: an answer's place on either side, the width between the sides, and the widest band. */
const ROW = 30;
const WIDTH = 120;
const BAND = 22;

/** Bands from the answers on one side to those on the other, as thick as there are learners. */
const Bands = ({ flow: { responses, moves, most } }: { readonly flow: Flow }): ReactNode => {
  const y = (row: Move['from']): number => (responses.indexOf(row) + 0.5) * ROW;
  return (
    <svg
      className="marginalia-bands"
      viewBox={`0 0 ${WIDTH} ${responses.length * ROW}`}
      height={responses.length * ROW}
      preserveAspectRatio="none"
    >
      {moves.map(({ from, to, learners }) =>
        learners === null ? null : (
          <path
            key={`${from.key} ${to.key}`}
            d={`M0 ${y(from)}C${WIDTH / 2} ${y(from)} ${WIDTH / 2} ${y(to)} ${WIDTH} ${y(to)}`}
            className={isRight(to) ? 'marginalia-band-right' : 'marginalia-band'}
            strokeWidth={Math.max(1, (learners / most) * BAND)}
          />
        ),
      )}
    </svg>
  );
};

const Side = ({
  responses,
  count,
}: {
  readonly responses: Flow['responses'];
  readonly count: 'first' | 'last';
}): ReactNode => {
  const numbers = useNumbers();
  return (
    <ul className={`marginalia-flow-side marginalia-flow-${count}`}>
      {responses.map((row) => (
        <li key={row.key} className={isRight(row) ? 'marginalia-right' : undefined}>
          <span className="marginalia-flow-answer">
            <ResponseText row={{ ...row, hint: '', variants: [] }} />
          </span>
          {/* the list above says what is not disclosed */}
          <span className="marginalia-flow-count">{typeof row[count] === 'number' && numbers.count(row[count])}</span>
        </li>
      ))}
    </ul>
  );
};

const text = (move: Move, part: 'from' | 'to'): ReactNode => (
  <q>
    <ResponseText row={{ ...move[part], hint: '', variants: [] }} />
  </q>
);

/** Which first answer led to which last one: in a sentence or two, as a picture of bands, and as a table. */
export const ResponseFlow = ({ part }: { readonly part: ProblemPart }): ReactNode => {
  const numbers = useNumbers();
  const flow = responseFlowOf(part);
  if (flow === null) return null;
  const { responses, moves, moved, stayed } = flow;
  const of = ({ from }: Move): string => numbers.count(from.first);
  return (
    <>
      <h4>
        <FormattedMessage {...words.answersTitle} />
      </h4>
      <p>
        {moved !== null && (
          <FormattedMessage
            {...words.moved}
            values={{ n: moved.learners, of: of(moved), from: text(moved, 'from'), to: text(moved, 'to') }}
          />
        )}{' '}
        {stayed !== null && (
          <FormattedMessage
            {...words.stayed}
            values={{ n: stayed.learners, of: of(stayed), answer: text(stayed, 'from') }}
          />
        )}
      </p>
      {/* a picture of the table below it */}
      <div className="marginalia-answer-flow" aria-hidden="true">
        <p className="marginalia-quiet">
          <FormattedMessage {...words.first} />
        </p>
        <p className="marginalia-quiet">
          <FormattedMessage {...words.last} />
        </p>
        <Side responses={responses} count="first" />
        <Bands flow={flow} />
        <Side responses={responses} count="last" />
      </div>
      {moves.some(({ learners }) => learners === null) && (
        <p className="marginalia-quiet">
          <FormattedMessage {...words.few} />
        </p>
      )}
      <TableTwin
        caption={<FormattedMessage {...words.caption} />}
        columns={[
          <FormattedMessage {...words.firstAnswer} />,
          <FormattedMessage {...words.lastAnswer} />,
          <FormattedMessage {...words.learners} />,
        ]}
        rows={moves.map(({ from, to, learners }) => ({
          key: `${from.key} ${to.key}`,
          cells: [
            <ResponseText row={{ ...from, hint: '', variants: [] }} />,
            <ResponseText row={{ ...to, hint: '', variants: [] }} />,
            numbers.count(learners ?? WITHHELD),
          ],
        }))}
      />
    </>
  );
};
