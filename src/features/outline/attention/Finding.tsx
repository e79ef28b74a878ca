import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import type { AttentionItem } from '@marginalia/contract';
import { Day } from '../../../ui/Day';
import { Disclosure } from '../../../ui/Disclosure';
import { BlockIcon } from '../BlockIcon';
import { blockName, typeName } from '../words';
import { Triage, useTriage } from './Triage';
import { EvidencePicture } from './EvidencePicture';
import { NextStep, Reason } from './Reason';
import { evidenceBars } from './evidence';
import { findingWords, whyWords } from './evidence-messages';
import { words } from './messages';
import { reasonNames } from './rule-messages';
import { CourseText } from '../../../ui/CourseText';

const EVIDENCE = { early: words.few, worth_a_look: words.worth_a_look, strong: words.strong };

/** What is known about a change of the block since learners were there. */
const Edit = ({ item: { edit, state } }: { readonly item: AttentionItem }): ReactNode => {
  if (edit === null) return null;
  const date = <Day at={edit.at} />;
  const { learnersSince: since, needed } = edit;
  return (
    <p className="marginalia-quiet">
      {state !== 'watching' ? (
        <FormattedMessage {...words.since} values={{ date }} />
      ) : typeof since === 'number' ? (
        <FormattedMessage
          {...words.watchingSome}
          values={{ date, since, needed, orMore: edit.orMore ? 'yes' : 'no' }}
        />
      ) : (
        <FormattedMessage {...words.watching} values={{ date, needed }} />
      )}
    </p>
  );
};

/** The finding in a few words, as a sentence begins. */
const Verdict = ({ item }: { readonly item: AttentionItem }): ReactNode => {
  const intl = useIntl();
  const text = intl.formatMessage(reasonNames[item.reason]);
  return (
    <strong className="marginalia-verdict">
      {text.slice(0, 1).toLocaleUpperCase(intl.locale)}
      {text.slice(1)}
    </strong>
  );
};

const whyOf = (item: AttentionItem) =>
  item.reason in whyWords ? whyWords[item.reason as keyof typeof whyWords] : whyWords.other;

/** Why it is on the list: what is usual, what is so here, and since when. */
const Why = ({ item, name }: { readonly item: AttentionItem; readonly name: string }): ReactNode => {
  const intl = useIntl();
  return (
    <Disclosure
      label={<FormattedMessage {...findingWords.why} />}
      name={intl.formatMessage(findingWords.whyOf, { name })}
    >
      <p>
        <FormattedMessage {...whyOf(item)} />
      </p>
      <p className="marginalia-quiet">
        <FormattedMessage
          {...words.listed}
          values={{ date: <Day at={item.listedSince} />, reason: intl.formatMessage(reasonNames[item.reason]) }}
        />
      </p>
    </Disclosure>
  );
};

/** What else was found about the same block. */
const Also = ({ item: { also } }: { readonly item: AttentionItem }): ReactNode => {
  const intl = useIntl();
  return also.length === 0 ? null : (
    <p className="marginalia-quiet">
      <FormattedMessage
        {...words.also}
        values={{
          reasons: intl.formatList(
            also.map((reason) => intl.formatMessage(reasonNames[reason])),
            // the reasons are not of one form, so no "and" can join them
            { type: 'unit' },
          ),
        }}
      />
    </p>
  );
};

/** How sure a finding is. */
const Sureness = ({ item: { evidence, learners } }: { readonly item: AttentionItem }): ReactNode =>
  typeof learners === 'number' && (
    <span className="marginalia-finding-evidence">
      <FormattedMessage {...EVIDENCE[evidence]} values={{ learners }} />
    </span>
  );

interface Props {
  readonly courseId: string;
  /** Whether the reader may triage it. */
  readonly may: boolean;
  readonly item: AttentionItem;
}

/** A finding on the panel of the block that it is about: the verdict, the evidence, and what the team said. */
export const OwnFinding = ({ courseId, may, item }: Props): ReactNode => {
  const intl = useIntl();
  return (
    <li className="marginalia-finding">
      <h3>
        <Verdict item={item} />
      </h3>
      <p className="marginalia-finding-reason">
        <Reason item={item} />
      </p>
      <NextStep item={item} />
      <EvidencePicture bars={evidenceBars(item)} />
      <p>
        <Sureness item={item} />
      </p>
      <Also item={item} />
      <Edit item={item} />
      <Triage courseId={courseId} item={item} may={may}>
        <Why item={item} name={blockName(intl, item.block)} />
      </Triage>
    </li>
  );
};

interface ListedProps extends Props {
  /** Names of what the block lies in, outermost first. */
  readonly path: readonly string[];
  readonly onSelect: (id: string) => void;
  /** A card in a row: what was found and its evidence; the rest stands on the block's own panel. */
  readonly short?: boolean;
}

/** One block on a list: what was found, where, the evidence at a glance, and the ways to go on. */
export const Finding = ({ courseId, may, item, path, onSelect, short = false }: ListedProps): ReactNode => {
  const intl = useIntl();
  const { block } = item;
  const seen = useTriage(courseId, item);
  const open = (): void => {
    onSelect(block.id);
    if (may && item.state === 'new') seen.send({ status: 'seen' });
  };
  const bars = evidenceBars(item);
  const name = blockName(intl, block);
  return (
    <li className="marginalia-finding">
      <h4>
        <button type="button" className="marginalia-finding-block" data-opens={block.id} onClick={open}>
          <BlockIcon type={block.type} />
          <span>
            <span className="sr-only">{typeName(intl, block.type)} </span>
            <span className="marginalia-finding-name">
              <CourseText>{name}</CourseText>
            </span>
            {item.state === 'new' && (
              <span className="marginalia-new">
                {' '}
                <FormattedMessage {...words.new} />
              </span>
            )}
          </span>
        </button>
      </h4>
      <p className="marginalia-finding-head">
        <Verdict item={item} /> <Sureness item={item} />
      </p>
      {bars.length > 0 ? (
        <EvidencePicture bars={bars} />
      ) : (
        <p className="marginalia-finding-reason">
          <Reason item={item} />
        </p>
      )}
      {!short && <NextStep item={item} />}
      <Edit item={item} />
      {path.length > 0 && !short && (
        <p className="marginalia-path">
          <span className="sr-only">
            <FormattedMessage {...words.in} />{' '}
          </span>
          {path.map((container, i) => (
            <span key={i}>
              {i > 0 && (
                <>
                  <span aria-hidden="true"> › </span>
                  <span className="sr-only">, </span>
                </>
              )}
              <CourseText>{container}</CourseText>
            </span>
          ))}
        </p>
      )}
      <Triage courseId={courseId} item={item} may={may}>
        {!short && <Why item={item} name={name} />}
      </Triage>
    </li>
  );
};
