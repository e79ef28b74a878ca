import { useState } from 'react';
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import type { OutlineBlock, OutlineExtension } from '@marginalia/contract';
import { Readout } from './Readout';
import { pathOf } from './attention/model';
import { searchWords as words } from './search-messages';
import { found } from './model';
import { blockName, typeName } from './words';
import { CourseText } from '../../ui/CourseText';
import { SearchField } from '../../ui/SearchField';

/** Hits shown at once: more than anybody reads, and few enough to draw at every key. */
const MOST_HITS = 50;

interface Props {
  readonly blocks: readonly OutlineBlock[];
  readonly extension: OutlineExtension | undefined;
  readonly onSelect: (id: string) => void;
  /** What stands there while nothing is searched for. */
  readonly children: ReactNode;
}

/** Blocks by their name or kind, in course order, each with where it lies. */
export const BlockSearch = ({ blocks, extension, onSelect, children }: Props): ReactNode => {
  const [text, setText] = useState('');
  const intl = useIntl();
  const named = blocks.map((block) => ({
    block,
    name: blockName(intl, block),
    type: typeName(intl, block.type),
  }));
  const hits = text.trim() === '' ? null : found(named, text, intl.locale);
  return (
    <>
      <p className="marginalia-search">
        <SearchField label={<FormattedMessage {...words.label} />} text={text} onChange={setText} />
      </p>
      <p role="status" className={hits === null ? 'sr-only' : 'marginalia-quiet'}>
        {hits !== null && <FormattedMessage {...words.hits} values={{ n: hits.length }} />}
      </p>
      {hits === null && children}
      {hits !== null && hits.length > 0 && (
        <ul className="marginalia-tree">
          {hits.slice(0, MOST_HITS).map(({ block, name, type }) => (
            <li key={block.id}>
              <button
                type="button"
                className="marginalia-block"
                data-opens={block.id}
                onClick={() => onSelect(block.id)}
              >
                <span className="marginalia-block-name">
                  <CourseText>{name}</CourseText>
                  <small className="marginalia-path">
                    {type}
                    {pathOf(blocks, block.parent).map((one, at) => (
                      <span key={at}>
                        {' › '}
                        <CourseText>{one}</CourseText>
                      </span>
                    ))}
                  </small>
                </span>{' '}
                <Readout block={block} extension={extension} />
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
};
