import { useId } from 'react';
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import { Button } from '@openedx/paragon';
import { type Card, type MetricValue, type ViewFigure, getCards, isNumber } from '@marginalia/contract';
import { useReport } from '../../host/query';
import type { ExtensionId } from '@marginalia/contract/exports';
import { CsvButton, Figure, MetricFigure, isFiltered, useFilter, useNumbers } from '../../panels';
import { ownWords } from '../../panels/own-words';
import { Disclosure } from '../../ui/Disclosure';
import { Notice } from '../../ui/Notice';
import { Section, useSectionHeading } from '../../ui/Section';
import { PageFrame } from './PageFrame';
import { words } from './messages';

/** Title and sentence in the reader's language, where the extension brings them. */
const useWords = (card: ViewFigure): { title: string; sentence: string } => {
  const { locale } = useIntl();
  return ownWords(locale, card);
};

interface CardProps {
  readonly courseId: string;
  readonly card: Card;
}

/** A card: what it is called, what it says, what that means, and for numbers of blocks the file of them all. */
const Titled = ({ courseId, card, children }: CardProps & { readonly children: ReactNode }): ReactNode => {
  const { title, sentence } = useWords(card);
  const { provider } = card;
  return (
    <div className="marginalia-extension-card">
      <Section level={4} title={<bdi>{title}</bdi>}>
        {children}
        {provider && (
          <small>
            <FormattedMessage
              {...words[provider.experimental ? 'providerExperimental' : 'provider']}
              values={{ name: <bdi>{provider.host}</bdi> }}
            />
          </small>
        )}
        <Foot courseId={courseId} figure={card} sentence={sentence} hasFile={provider === undefined} />
      </Section>
    </div>
  );
};

interface FootProps {
  readonly courseId: string;
  readonly figure: ViewFigure;
  /** In the reader's language. */
  readonly sentence: string;
  /** Whether this site has a file of the number for all blocks. */
  readonly hasFile: boolean;
}

const Foot = ({ courseId, figure, sentence, hasFile }: FootProps): ReactNode => {
  const isOffered = hasFile && figure.state === 'ready' && figure.value !== undefined;
  if (sentence === '' && !isOffered) return null;
  return (
    <div className="marginalia-card-foot">
      {sentence !== '' && <Definition sentence={sentence} />}
      {isOffered && <CsvButton courseId={courseId} report={figure.id as ExtensionId} />}
    </div>
  );
};

const Definition = ({ sentence }: { readonly sentence: string }): ReactNode => (
  <Disclosure
    label={<FormattedMessage {...words.definition} />}
    labelOpen={<FormattedMessage {...words.definitionClose} />}
    about={useSectionHeading()}
  >
    <p className="marginalia-definition">
      <bdi>{sentence}</bdi>
    </p>
  </Disclosure>
);

const Score = ({ value }: { readonly value: Extract<ViewFigure['value'], { shape: 'score' }> }): ReactNode => (
  <Figure
    value={useNumbers().mean(value.value)}
    company={isNumber(value.of) ? <FormattedMessage {...words.score} values={{ of: value.of }} /> : undefined}
  />
);

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

/** A number in its state, in words where there is none. */
const FigureBody = ({ figure }: { readonly figure: ViewFigure }): ReactNode => {
  const { title, sentence } = useWords(figure);
  switch (figure.state) {
    case 'filling':
      return figure.progress && <Progress {...figure.progress} />;
    case 'paused':
    case 'failed':
      return (
        <>
          <p>
            <FormattedMessage {...words[figure.state]} />
          </p>
          <Reason reason={figure.reason} />
        </>
      );
    case 'withheld':
    case 'none':
      return (
        <p>
          <FormattedMessage {...words[figure.state]} />
        </p>
      );
    case 'ready': {
      const { value, skipped } = figure;
      if (value === undefined) return null;
      return (
        <>
          {value.shape === 'score' ? (
            <Score value={value} />
          ) : (
            <MetricFigure metric={{ ...(value as MetricValue), title, sentence }} />
          )}
          {skipped !== undefined && (
            <small>
              <FormattedMessage {...words.skipped} values={{ skipped }} />
            </small>
          )}
        </>
      );
    }
  }
};

/** Who wrote it: `acme` of `acme.time-on-task`. */
const scopeOf = ({ id }: ViewFigure): string => id.split('.')[0] ?? '';

/** A number of a view, under its own title. Numbers of others have their file on cards of their own. */
const NamedFigure = ({ courseId, card, figure }: CardProps & { readonly figure: ViewFigure }): ReactNode => {
  const { title, sentence } = useWords(figure);
  return (
    <Section level={5} title={<bdi>{title}</bdi>}>
      <FigureBody figure={figure} />
      <Foot courseId={courseId} figure={figure} sentence={sentence} hasFile={scopeOf(figure) === scopeOf(card)} />
    </Section>
  );
};

/** A page draws the figures its own way, so their words and tables stand below it, one press away. */
const ViewBody = ({ courseId, card }: CardProps): ReactNode => {
  const { text, figures = [], page } = card;
  const { title } = useWords(card);
  const heading = useSectionHeading();
  const listed = figures.map((figure) => (
    <NamedFigure key={figure.id} courseId={courseId} card={card} figure={figure} />
  ));
  return (
    <>
      {text !== undefined && (
        <p>
          <bdi>{text}</bdi>
        </p>
      )}
      {page === undefined ? (
        listed
      ) : (
        <>
          <PageFrame title={title} page={page} figures={figures} />
          {listed.length > 0 && (
            <Disclosure
              label={<FormattedMessage {...words.numbers} />}
              labelOpen={<FormattedMessage {...words.numbersClose} />}
              about={heading}
            >
              {listed}
            </Disclosure>
          )}
        </>
      )}
    </>
  );
};

const isView = ({ text, figures, page }: Card): boolean =>
  text !== undefined || figures !== undefined || page !== undefined;

/** One card in its state. */
const ExtensionCard = ({ courseId, card }: CardProps): ReactNode => (
  <Titled courseId={courseId} card={card}>
    {card.state === 'ready' && isView(card) ? (
      <ViewBody courseId={courseId} card={card} />
    ) : (
      <FigureBody figure={card} />
    )}
  </Titled>
);

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
  const report = useReport(
    getCards,
    { params: { course: courseId }, query },
    { isUnfinished: (cards) => cards.some(({ state }) => state === 'filling') },
  );
  const filter = useFilter();
  if (report.kind === 'pending') return null;
  if (report.kind === 'failed') {
    if (report.error.away || SAID_ABOVE.has(report.error.code)) return null;
    return (
      <Notice
        shape="quiet"
        action={
          <Button variant="tertiary" size="sm" disabled={report.trying} onClick={report.retry}>
            <FormattedMessage {...words.again} />
          </Button>
        }
      >
        <FormattedMessage {...words.cardsFailed} />
      </Notice>
    );
  }
  if (report.data.length === 0) return null;
  return (
    <Section title={<FormattedMessage {...words.title} />}>
      {isFiltered(filter) && (
        <p className="marginalia-quiet">
          <FormattedMessage {...words.ofAll} />
        </p>
      )}
      {report.data.map((card) => (
        <ExtensionCard key={card.id} courseId={courseId} card={card} />
      ))}
    </Section>
  );
};
