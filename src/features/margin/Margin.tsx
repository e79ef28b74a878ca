import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import { getOutline } from '@marginalia/contract';
import { useAnswer } from '../../host/query';
import { editorUrl } from '../../lib/editor-url';
import { blockTypeOf } from '../../lib/usage-key';
import { PanelHead } from '../../ui/PanelHead';
import { OtherPanel } from '../block';
import { blockName, isContainer, typeName } from '../outline';
import { ContainerPanel, CoursePanel } from '../outline/late';
import type { HostChild } from '../outline/late';
import { ProblemPanel } from '../problem';
import { FilterProvider } from '../../panels';
import type { Filter, PanelProps } from '../../panels';
import { VideoPanel } from '../video';
import { FilterBar } from './FilterBar';
import { words } from './messages';

/** What the host knows of a block: newer than any event, and there even where no event is. */
export interface HostBlock {
  readonly name: string;
  readonly type: string;
  readonly parent: string | null;
  /** False: learners cannot see it. */
  readonly published: boolean;
}

interface Props {
  readonly courseId: string;
  readonly courseName: string;
  /** The block this margin is at home with; null for the whole course. */
  readonly home: string | null;
  /** The block chosen; null for home. */
  readonly selected: string | null;
  readonly onSelect: (id: string | null) => void;
  readonly hostBlocks: ReadonlyMap<string, HostBlock>;
  /** The choice was made by a button of ours elsewhere on the page: the focus goes where it leads. */
  readonly takeFocus: boolean;
}

const BlockPanel = ({
  type,
  onSelect,
  inHost,
  ...props
}: PanelProps & { type: string; inHost: readonly HostChild[]; onSelect: (id: string) => void }): ReactNode => {
  if (type === 'problem') return <ProblemPanel {...props} />;
  if (type === 'video') return <VideoPanel {...props} />;
  return isContainer(type) ? (
    <ContainerPanel {...props} inHost={inHost} onSelect={onSelect} />
  ) : (
    <OtherPanel {...props} type={type} />
  );
};

const childrenOf = (blocks: Props['hostBlocks'], parent: string): HostChild[] =>
  [...blocks].flatMap(([id, block]) => (block.parent === parent ? [{ id, name: block.name, type: block.type }] : []));

/** The filter of each course, for as long as the page of the browser is open. */
const filters = new Map<string, Filter>();

/** The margin of a page: the panel of what is chosen, its name, and the way back. */
export const Margin = (props: Props): ReactNode => {
  const { courseId, courseName, home, selected, onSelect, hostBlocks } = props;
  const intl = useIntl();
  const [filter, setFilter] = useState<Filter>(() => filters.get(courseId) ?? {});
  const chooseFilter = (next: Filter): void => {
    filters.set(courseId, next);
    setFilter(next);
  };
  // The same request as every outline panel's: here only for names and for the way back.
  const outline = useAnswer(getOutline, { params: { course: courseId } });
  const current = selected ?? home;
  const shown = useRef(current);
  const pressed = useRef(false);
  const takeFocus = props.takeFocus || (shown.current !== current && pressed.current);
  useEffect(() => {
    shown.current = current;
    pressed.current = false;
  }, [current]);
  const known = (id: string | null) =>
    id === null
      ? undefined
      : (hostBlocks.get(id) ??
        (outline.kind === 'ready' ? outline.data.blocks.find((block) => block.id === id) : undefined));

  const block = known(current);
  const type = current === null ? 'course' : (blockTypeOf(current) ?? block?.type ?? 'other');
  const parent = known(current)?.parent ?? null;
  const parentBlock = known(parent);
  const up = parentBlock === undefined || parentBlock.type === 'course' || current === home ? home : parent;
  const upBlock = known(up);
  const select = (id: string | null): void => {
    pressed.current = true;
    onSelect(id === home ? null : id);
  };
  const href =
    type === 'vertical' && home === null && current !== null ? editorUrl(window.location.pathname, current) : null;

  return (
    <section className="marginalia-margin" aria-label={intl.formatMessage(words.region)}>
      <PanelHead
        key={`head ${current}`}
        kind={current === null ? <bdi>{courseName}</bdi> : typeName(intl, type)}
        title={
          current === null ? (
            <FormattedMessage {...words.course} />
          ) : (
            <bdi>{blockName(intl, { name: block?.name ?? '', type })}</bdi>
          )
        }
        back={
          selected === null || selected === home
            ? undefined
            : {
                label:
                  up === null || upBlock === undefined ? (
                    <FormattedMessage {...words.backToCourse} />
                  ) : (
                    <FormattedMessage {...words.back} values={{ name: <bdi>{upBlock.name}</bdi> }} />
                  ),
                onBack: () => select(up),
              }
        }
        link={href === null ? undefined : { label: <FormattedMessage {...words.open} />, href }}
        takeFocus={takeFocus}
      />
      <FilterBar courseId={courseId} filter={filter} onFilter={chooseFilter} />
      <FilterProvider value={filter}>
        {current === null ? (
          <CoursePanel key={courseId} courseId={courseId} onSelect={select} />
        ) : (
          // A panel of its own per block: one block's figures never stand under another one's name.
          <BlockPanel
            key={`${courseId} ${current}`}
            courseId={courseId}
            blockId={current}
            type={type}
            draft={hostBlocks.get(current)?.published === false}
            inHost={childrenOf(hostBlocks, current)}
            onSelect={select}
          />
        )}
      </FilterProvider>
    </section>
  );
};
