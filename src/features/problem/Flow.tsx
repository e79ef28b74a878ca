import type { ReactNode } from 'react';
import { FormattedMessage } from '@edx/frontend-platform/i18n';
import type { Problem } from '@marginalia/contract';
import { flowWords as words } from './flow-messages';
import { flowOf } from './model';

interface RowProps {
  readonly right: number;
  readonly of: number;
  /** How many of the right ones were not right the first time. */
  readonly moved?: number;
  readonly children: ReactNode;
}

const Row = ({ right, of, moved = 0, children }: RowProps): ReactNode => {
  const width = (learners: number) => ({ inlineSize: `${((learners / of) * 100).toFixed(2)}%` });
  return (
    <div className="marginalia-flow-row">
      <span>{children}</span>
      <span className="marginalia-flow-track">
        <span className="marginalia-bar-info" style={width(right - moved)} />
        <span className="marginalia-bar-second" style={width(moved)} />
      </span>
    </div>
  );
};

/** Where the first tries lead: who was right at once, who got there, who did not. */
export const Flow = ({ problem }: { readonly problem: Pick<Problem, 'firstTry' | 'eventual'> }): ReactNode => {
  const flow = flowOf(problem);
  if (flow === null) return null;
  const { of, first, moved, never } = flow;
  return (
    <>
      {/* a picture of the sentence below it */}
      <div className="marginalia-flow" aria-hidden="true">
        <Row right={first} of={of}>
          <FormattedMessage {...words.first} />
        </Row>
        <Row right={first + moved} moved={moved} of={of}>
          <FormattedMessage {...words.end} />
        </Row>
      </div>
      <p>
        <FormattedMessage {...words.sentence} values={{ wrong: of - first, moved, never }} />
      </p>
    </>
  );
};
