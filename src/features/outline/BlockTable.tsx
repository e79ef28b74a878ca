import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import { none } from '@marginalia/contract';
import type { OutlineExtension } from '@marginalia/contract';
import { TableTwin, useNumbers } from '../../panels';
import { ownWords } from '../../panels/own-words';
import { words } from './messages';
import type { TreeNode } from './model';
import { blockName, ofExtension } from './words';

const NOT_OF_THIS_KIND = none('another_type');

const flat = (nodes: readonly TreeNode[]): TreeNode[] => nodes.flatMap((node) => [node, ...flat(node.children)]);

interface Props {
  readonly nodes: readonly TreeNode[];
  /** Of the outline, whose numbers blocks may have. */
  readonly extension: OutlineExtension | undefined;
}

/** All blocks below a point of the course as a table, one click away. */
export const BlockTable = ({ nodes, extension }: Props): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  const shown = extension?.state === 'ready' ? extension : null;
  return (
    <TableTwin
      caption={<FormattedMessage {...words.caption} />}
      columns={[
        <FormattedMessage key="block" {...words.block} />,
        <FormattedMessage key="reached" {...words.reached} />,
        <FormattedMessage key="tried" {...words.triedColumn} />,
        <FormattedMessage key="right" {...words.right} />,
        <FormattedMessage key="watched" {...words.watchedColumn} />,
        ...(shown ? [<bdi key="extension">{ownWords(intl.locale, shown).title}</bdi>] : []),
      ]}
      rows={flat(nodes).map(({ block }) => ({
        key: block.id,
        cells: [
          blockName(intl, block),
          numbers.count(block.reach),
          numbers.count(block.attempted),
          numbers.countOf(block.firstTry),
          numbers.share(block.watched),
          ...(shown ? [ofExtension(numbers, shown.unit, block.extension ?? NOT_OF_THIS_KIND)] : []),
        ],
      }))}
    />
  );
};
