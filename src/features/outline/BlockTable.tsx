import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import { TableTwin, useNumbers } from '../../panels';
import { words } from './messages';
import type { TreeNode } from './model';
import { blockName } from './words';

const flat = (nodes: readonly TreeNode[]): TreeNode[] => nodes.flatMap((node) => [node, ...flat(node.children)]);

/** All blocks below a point of the course as a table, one click away. */
export const BlockTable = ({ nodes }: { readonly nodes: readonly TreeNode[] }): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  return (
    <TableTwin
      caption={<FormattedMessage {...words.caption} />}
      columns={[
        <FormattedMessage key="block" {...words.block} />,
        <FormattedMessage key="reached" {...words.reached} />,
        <FormattedMessage key="tried" {...words.triedColumn} />,
        <FormattedMessage key="right" {...words.right} />,
        <FormattedMessage key="watched" {...words.watchedColumn} />,
      ]}
      rows={flat(nodes).map(({ block }) => ({
        key: block.id,
        cells: [
          blockName(intl, block),
          numbers.count(block.reach),
          numbers.count(block.attempted),
          numbers.countOf(block.firstTry),
          numbers.share(block.watched),
        ],
      }))}
    />
  );
};
