import { useId } from 'react';
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import { Button } from '@openedx/paragon';
import { type Card, type MetricValue, getCards, isNumber } from '@marginalia/contract';
import { useAnswer } from '../../host/query';
import { MetricCard, isFiltered, useFilter, useNumbers } from '../../panels';
import { Notice } from '../../ui/Notice';
import { Section } from '../../ui/Section';
import { Stats } from '../../ui/Stats';
import { words } from './messages';

/** Title and sentence in the reader's language, where the extension brings them. */
const useWords = (card: Card): { title: string; sentence: string } => {
  const { locale } = useIntl();
  return card.words?.[locale] ?? card.words?.[locale.split('-')[0] ?? ''] ?? card;
};

const Score = ({
  card,
  value,
}: {
  readonly card: Card;
  readonly value: Extract<Card['value'], { shape: 'score' }>;
}): ReactNode => {
  const numbers = useNumbers();
  const { title, sentence } = useWords(card);
  return (
    <Stats
      label={title}
      stats={[
        {
          key: card.id,
          title,
          sentence,
          value: numbers.mean(value.value),
          company: isNumber(value.of) && <FormattedMessage {...words.score} values={{ of: value.of }} />,
        },
      ]}
    />
  );
};

/** A card without a number: why, in words, and the definition. */
const Said = ({ card, children }: { readonly card: Card; readonly children: ReactNode }): ReactNode => {
  const { title, sentence } = useWords(card);
  return (
    <div className="marginalia-extension-card">
      <h4>
        <bdi>{title}</bdi>
      </h4>
      <div>{children}</div>
      {sentence !== '' && (
        <p className="marginalia-definition">
          <bdi>{sentence}</bdi>
        </p>
      )}
    </div>
  );
};

const Progress = ({ done, of }: { readonly done: number; readonly of: number }): ReactNode => {
  const id = useId();
  return (
    <>
      <p id={id}>
        <FormattedMessage {...words.filling} values={{ done, of }} />
      </p>
      <progress aria-labelledby={id} max={Math.max(1, of)} value={done} />
    </>
  );
};

const Reason = ({ reason }: { readonly reason: string | undefined }): ReactNode =>
  reason === undefined ? null : (
    <small lang="en" dir="ltr">
      {reason}
    </small>
  );

/** One card in its state. */
export const ExtensionCard = ({ card }: { readonly card: Card }): ReactNode => {
  const { title, sentence } = useWords(card);
  switch (card.state) {
    case 'filling':
      return <Said card={card}>{card.progress && <Progress {...card.progress} />}</Said>;
    case 'paused':
    case 'failed':
      return (
        <Said card={card}>
          <p>
            <FormattedMessage {...words[card.state]} />
          </p>
          <Reason reason={card.reason} />
        </Said>
      );
    case 'withheld':
    case 'none':
      return (
        <Said card={card}>
          <p>
            <FormattedMessage {...words[card.state]} />
          </p>
        </Said>
      );
    case 'ready': {
      if (card.text !== undefined)
        return (
          <Said card={card}>
            <p>
              <bdi>{card.text}</bdi>
            </p>
          </Said>
        );
      const { value, skipped } = card;
      if (value === undefined) return null;
      return (
        <div className="marginalia-extension-card">
          {value.shape === 'score' ? (
            <Score card={card} value={value} />
          ) : (
            <MetricCard metric={{ ...(value as MetricValue), title, sentence }} />
          )}
          {skipped !== undefined && (
            <small>
              <FormattedMessage {...words.skipped} values={{ skipped }} />
            </small>
          )}
        </div>
      );
    }
  }
};

/** No failure of the cards: there are no extensions, or the panel above says what is to be said. */
const SAID_ABOVE: ReadonlySet<string> = new Set([
  'extensions_off',
  'not_found',
  'not_signed_in',
  'not_course_team',
  'unknown_course',
  'unknown_block',
]);

interface Props {
  readonly courseId: string;
  /** null: the course itself. */
  readonly blockId: string | null;
  readonly place?: 'course' | 'instructor';
}

/** What extensions say of a block or of the course; nothing where there are none. */
export const ExtensionCards = ({ courseId, blockId, place }: Props): ReactNode => {
  const query = { ...(blockId === null ? {} : { block: blockId }), ...(place === undefined ? {} : { place }) };
  const answer = useAnswer(getCards, { params: { course: courseId }, query }, (cards) =>
    cards.some(({ state }) => state === 'filling'),
  );
  const filter = useFilter();
  if (answer.kind === 'pending') return null;
  if (answer.kind === 'failed') {
    if (answer.error.away || SAID_ABOVE.has(answer.error.code)) return null;
    return (
      <Notice
        shape="quiet"
        action={
          <Button variant="tertiary" size="sm" disabled={answer.trying} onClick={answer.retry}>
            <FormattedMessage {...words.again} />
          </Button>
        }
      >
        <FormattedMessage {...words.cardsFailed} />
      </Notice>
    );
  }
  if (answer.data.length === 0) return null;
  return (
    <Section title={<FormattedMessage {...words.title} />}>
      {isFiltered(filter) && (
        <p className="marginalia-quiet">
          <FormattedMessage {...words.ofAll} />
        </p>
      )}
      {answer.data.map((card) => (
        <ExtensionCard key={card.id} card={card} />
      ))}
    </Section>
  );
};
