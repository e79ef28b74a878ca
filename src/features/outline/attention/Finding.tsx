import type { ReactNode } from 'react';
import { FormattedDate, FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import { Icon } from '@openedx/paragon';
import EditNote from '@openedx/paragon/icons/es5/EditNote';
import ListAlt from '@openedx/paragon/icons/es5/ListAlt';
import Videocam from '@openedx/paragon/icons/es5/Videocam';
import type { AttentionItem } from '@marginalia/contract';
import { Disclosure } from '../../../ui/Disclosure';
import { metricWords } from '../../../panels';
import { blockName, typeName } from '../words';
import { Answering, useAnswering } from './Answering';
import { Reason } from './Reason';
import { reasonNames, words } from './messages';

const ICONS: Readonly<Record<string, typeof EditNote>> = { problem: EditNote, video: Videocam };
const EVIDENCE = { early: words.few, worth_a_look: words.worth_a_look, strong: words.strong };

const Day = ({ at }: { readonly at: string }): ReactNode => <FormattedDate value={at} dateStyle="medium" />;

/** What is known about a change of the block since learners were there. */
const Edit = ({ item: { edit, state } }: { readonly item: AttentionItem }): ReactNode =>
  edit === null ? null : (
    <p className="marginalia-quiet">
      <FormattedMessage
        {...(state === 'watching' ? words.watching : words.since)}
        values={{ date: <Day at={edit.at} />, needed: edit.needed }}
      />
    </p>
  );

interface Props {
  readonly courseId: string;
  /** Whether the reader may answer. */
  readonly may: boolean;
  readonly item: AttentionItem;
  /** Names of what the block lies in, outermost first. */
  readonly path: readonly string[];
  readonly onSelect: (id: string) => void;
}

/** One block on the list: where it is, what was found, how sure that is, and why it is here. */
export const Finding = ({ courseId, may, item, path, onSelect }: Props): ReactNode => {
  const intl = useIntl();
  const { block, also, evidence, learners } = item;
  const seen = useAnswering(courseId, item);
  const open = (): void => {
    onSelect(block.id);
    if (may && item.state === 'new') seen.send({ status: 'seen' });
  };
  return (
    <li className="marginalia-finding">
      <button type="button" className="marginalia-finding-block" onClick={open}>
        <Icon src={ICONS[block.type] ?? ListAlt} size="sm" />
        <span>
          <span className="sr-only">{typeName(intl, block.type)} </span>
          <span className="marginalia-finding-name">
            <bdi>{blockName(intl, block)}</bdi>
          </span>
          {item.state === 'new' && (
            <span className="marginalia-new">
              {' '}
              <FormattedMessage {...words.new} />
            </span>
          )}
          {path.length > 0 && (
            <>
              <span className="sr-only">
                {' '}
                <FormattedMessage {...words.in} />{' '}
              </span>
              <small className="marginalia-path">
                {path.map((name, i) => (
                  <span key={i}>
                    {i > 0 && <span aria-hidden="true"> › </span>}
                    <bdi>{name}</bdi>
                  </span>
                ))}
              </small>
            </>
          )}
        </span>
      </button>
      <p>
        <Reason item={item} />
      </p>
      {also.length > 0 && (
        <p className="marginalia-quiet">
          <FormattedMessage
            {...words.also}
            values={{
              reasons: intl.formatList(
                also.map((reason) => intl.formatMessage(reasonNames[reason])),
                { type: 'conjunction' },
              ),
            }}
          />
        </p>
      )}
      <Edit item={item} />
      {typeof learners === 'number' && (
        <p className="marginalia-finding-evidence">
          <FormattedMessage {...EVIDENCE[evidence]} values={{ learners }} />
        </p>
      )}
      <Answering courseId={courseId} item={item} may={may} />
      <Disclosure label={<FormattedMessage {...words.why} />}>
        <p>
          <FormattedMessage
            {...words.listed}
            values={{ date: <Day at={item.listedSince} />, reason: intl.formatMessage(reasonNames[item.reason]) }}
          />
        </p>
        <p>{metricWords(intl, 'attention').sentence}</p>
      </Disclosure>
    </li>
  );
};
