import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import { Icon } from '@openedx/paragon';
import ChevronRight from '@openedx/paragon/icons/es5/ChevronRight';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import type { OutlineExtension } from '@marginalia/contract';
import { BlockIcon } from './BlockIcon';
import { OfferedMark } from './OfferedNote';
import { Readout } from './Readout';
import { words } from './messages';
import { readoutOf } from './model';
import type { TreeNode } from './model';
import { searchWords } from './search-messages';
import { blockName, typeName } from './words';
import { CourseText } from '../../ui/CourseText';

interface Props {
  /** Of the outline, whose numbers blocks may have. */
  readonly extension: OutlineExtension | undefined;
  readonly nodes: readonly TreeNode[];
  readonly onSelect: (id: string) => void;
  /** How many levels are open at first. */
  readonly open: number;
}

/** The figures of a block, or in a word why there are none. */
const Figures = ({ node, extension }: { readonly node: TreeNode } & Pick<Props, 'extension'>): ReactNode => {
  const { block, children } = node;
  if (readoutOf(block).length > 0 || children.length > 0) return <Readout block={block} extension={extension} />;
  return (
    <span className="marginalia-quiet">
      <FormattedMessage {...searchWords[block.reach === 0 ? 'noneYet' : 'notMeasured']} />
    </span>
  );
};

const Branch = ({ node, ...props }: { readonly node: TreeNode } & Omit<Props, 'nodes'>): ReactNode => {
  const { extension, onSelect, open } = props;
  const [expanded, setExpanded] = useState(open > 0);
  const intl = useIntl();
  const id = useId();
  const { block, children } = node;
  const name = blockName(intl, block);
  return (
    <li>
      <span className="marginalia-branch">
        {children.length > 0 ? (
          <button
            type="button"
            className="marginalia-toggle"
            aria-expanded={expanded}
            aria-controls={expanded ? id : undefined}
            aria-label={intl.formatMessage(words.expand, { name })}
            onClick={() => setExpanded(!expanded)}
          >
            <Icon src={ChevronRight} className={expanded ? 'marginalia-open-chevron' : 'marginalia-flip'} />
          </button>
        ) : (
          <span className="marginalia-toggle" />
        )}
        <button type="button" className="marginalia-block" data-opens={block.id} onClick={() => onSelect(block.id)}>
          <BlockIcon type={block.type} />
          <span className="marginalia-block-type">{typeName(intl, block.type)}</span>{' '}
          <span className="marginalia-block-name">
            <CourseText>{name}</CourseText>
            <OfferedMark offered={block.offered} />
          </span>{' '}
          <Figures node={node} extension={extension} />
        </button>
      </span>
      {expanded && children.length > 0 && (
        <div id={id}>
          <BlockTree {...props} nodes={children} open={open - 1} />
        </div>
      )}
    </li>
  );
};

/** The blocks in course order, each with its readout; pressing one opens its panel. */
export const BlockTree = ({ nodes, ...props }: Props): ReactNode => (
  <ul className="marginalia-tree">
    {nodes.map((node) => (
      <Branch key={node.block.id} node={node} {...props} />
    ))}
  </ul>
);
