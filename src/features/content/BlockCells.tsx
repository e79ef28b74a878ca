import type { CSSProperties, ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import { Icon } from '@openedx/paragon';
import ChevronRight from '@openedx/paragon/icons/es5/ChevronRight';
import type { Quantity, Rate } from '@marginalia/contract';
import { InlineBar } from '../../ui/InlineBar';
import { useNumbers } from '../../panels';
import { blockName } from '../outline';
import { BlockIcon, asPercent, reasonNames } from '../outline/lazy';
import { words } from './messages';
import type { Change, ContentRow } from './model';

const depth = (steps: number): CSSProperties => ({ ['--marginalia-depth' as string]: steps });

interface NameProps {
  readonly row: ContentRow;
  /** In a tree: how deep it stands, and what shows or hides what is inside. */
  readonly tree?: { readonly open: boolean; readonly onToggle: () => void };
  readonly onSelect: (id: string) => void;
}

/** The name of a block, which opens its panel; in a tree, after what shows its inside. */
export const NameCell = ({ row: { block, level, inside }, tree, onSelect }: NameProps): ReactNode => {
  const intl = useIntl();
  const name = blockName(intl, block);
  return (
    <span className="marginalia-content-name" style={tree === undefined ? undefined : depth(level - 1)}>
      {tree !== undefined &&
        (inside.length > 0 ? (
          <button
            type="button"
            className="marginalia-toggle"
            tabIndex={-1}
            aria-label={intl.formatMessage(words.toggle, { open: String(tree.open), name })}
            onClick={tree.onToggle}
          >
            <Icon src={ChevronRight} className={tree.open ? 'marginalia-open-chevron' : 'marginalia-flip'} />
          </button>
        ) : (
          <span className="marginalia-toggle" />
        ))}
      <BlockIcon type={block.type} />
      <button
        type="button"
        className="marginalia-link marginalia-name-link"
        tabIndex={-1}
        data-opens={block.id}
        onClick={() => onSelect(block.id)}
      >
        <bdi>{name}</bdi>
      </button>
    </span>
  );
};

/** How many reached a block as a bar of all learners; or in a word why it is not stated. */
export const ReachedCell = ({ row, all }: { readonly row: ContentRow; readonly all: Quantity }): ReactNode => {
  const numbers = useNumbers();
  const { reach, offered } = row.block;
  if (offered.to === 'nobody') return <FormattedMessage {...words.notOpen} />;
  if (typeof reach !== 'number') {
    return reach.kind === 'none' ? <FormattedMessage {...words.notTracked} /> : numbers.count(reach);
  }
  if (reach === 0) return <FormattedMessage {...words.nobodyYet} />;
  return <InlineBar share={typeof all === 'number' && all > 0 ? reach / all : null}>{numbers.count(reach)}</InlineBar>;
};

/** A share with its bar; two counts where it is of too few for a percentage. */
export const RateCell = ({ rate }: { readonly rate: Rate }): ReactNode => {
  const numbers = useNumbers();
  if (rate.kind !== 'value') return numbers.percent(rate);
  return asPercent(rate) ? (
    <InlineBar share={rate.value}>{numbers.percent(rate)}</InlineBar>
  ) : (
    <span>{numbers.countOf(rate)}</span>
  );
};

/** How the first attempts differ from an earlier run: an arrow and points only where it is clear. */
export const ChangeCell = ({ change }: { readonly change: Change | null }): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  if (change === null) return '—';
  const direction = !change.clear ? 'none' : change.points > 0 ? 'up' : 'down';
  const n = Math.abs(change.points);
  const said = intl.formatMessage(words.change, { direction, n });
  return (
    <span title={said}>
      <span aria-hidden="true">
        {direction === 'none' ? '=' : `${direction === 'up' ? '▲' : '▼'} ${numbers.count(n)}`}
      </span>
      <span className="sr-only">{said}</span>
    </span>
  );
};

/** What was found at a block: its first reason; of what lies inside, how many. */
export const FlagsCell = ({ row }: { readonly row: ContentRow }): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  const [first] = row.reasons;
  if (first !== undefined)
    return (
      <span className="marginalia-flag-text">
        <span aria-hidden="true">⚑ </span>
        {intl.formatMessage(reasonNames[first])}
      </span>
    );
  const items = row.block.attention?.items ?? 0;
  return items === 0 ? null : numbers.count(items);
};
