import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import { getAttention, getOutline } from '@marginalia/contract';
import { HELD_MS, useReport } from '../../host/query';
import { editorUrl, unitUrl } from './editor-url';
import { NARROW } from '../../lib/narrow';
import { blockTypeOf } from '../../lib/usage-key';
import { PanelHead } from '../../ui/PanelHead';
import { PanelSkeleton } from '../../ui/PanelSkeleton';
import { OtherPanel } from '../block';
import { ExperimentPanel } from '../experiment';
import { ExtensionCards } from '../extension';
import { blockName, isContainer, typeName } from '../outline';
import { BlockFindings, ContainerPanel, CoursePanel, dropAt, suspectsAt, useAttention } from '../outline/lazy';
import type { HostChild } from '../outline/lazy';
import { ProblemPanel } from '../problem';
import {
  Announcer,
  FilterProvider,
  HasEnded,
  SHAPES,
  isFiltered,
  stateWords,
  useFilter,
  useLastRun,
} from '../../panels';
import type { Filter, PanelProps } from '../../panels';
import { VideoPanel } from '../video';
import { FilterBar } from './FilterBar';
import { words } from './messages';
import { CourseLanguage, CourseText } from '../../ui/CourseText';
import { useMedia } from '../../ui/useMedia';

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
  /** `container`: the unit, subsection or section that the block is or lies in, as far as is known. */
  readonly onSelect: (id: string | null, container: string | null) => void;
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
  const filter = useFilter();
  const attention = useAttention(props.courseId);
  const { blockId } = props;
  if (type === 'problem') return <ProblemPanel {...props} suspects={suspectsAt(attention, blockId)} />;
  if (type === 'video') return <VideoPanel {...props} drop={dropAt(attention, blockId)} />;
  // of another run it is not stated
  if (type === 'split_test' && filter.run === undefined) return <ExperimentPanel {...props} />;
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

const useFilterOf = (courseId: string): [Filter, (next: Filter) => void] => {
  const [filter, setFilter] = useState<Filter>(() => filters.get(courseId) ?? {});
  return [
    filter,
    (next) => {
      filters.set(courseId, next);
      setFilter(next);
    },
  ];
};

interface Known {
  readonly name: string;
  readonly type: string;
  readonly parent: string | null;
}

/** The nearest block of one of these types that a block is or lies in; null where that is not known. */
const nearest = (id: string | null, types: readonly string[], known: (id: string) => Known | undefined) => {
  const passed = new Set<string>();
  for (let at = id; at !== null && !passed.has(at); at = known(at)?.parent ?? null) {
    passed.add(at);
    if (types.includes(blockTypeOf(at) ?? known(at)?.type ?? '')) return at;
  }
  return null;
};

const shapeOf = (type: string) => {
  if (type === 'problem' || type === 'video') return SHAPES[type];
  return isContainer(type) ? SHAPES.container : SHAPES.other;
};

interface HeldProps {
  readonly courseId: string;
  readonly blockId: string;
  readonly type: string;
  readonly children: ReactNode;
}

/** The panel of a block once it is known whether a finding stands above it, and the last run in it: else it would be pushed down. */
const Held = ({ courseId, blockId, type, children }: HeldProps): ReactNode => {
  const intl = useIntl();
  const [isOver, setIsOver] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsOver(true), HELD_MS);
    return () => clearTimeout(timer);
  }, []);
  const isListPending = useReport(getAttention, { params: { course: courseId } }).kind === 'pending';
  const isStated = type === 'problem' || type === 'video' || isContainer(type);
  const last = useLastRun(courseId, isStated ? blockId : null);
  const isHeld = (isListPending || last.isPending) && !isOver;
  return (
    <>
      {isHeld && <PanelSkeleton label={intl.formatMessage(stateWords.pending)} parts={shapeOf(type)} />}
      <div hidden={isHeld}>{children}</div>
    </>
  );
};

/** The words of the link to where a block is edited, by its type. */
const editKind = (type: string): 'problem' | 'video' | 'html' | 'vertical' | 'other' =>
  type === 'problem' || type === 'video' || type === 'html' || type === 'vertical' ? type : 'other';

/** The margin of a page: the panel of what is chosen, its name, and the way back. */
export const Margin = (props: Props): ReactNode => {
  const { courseId, courseName, home, selected, onSelect, hostBlocks } = props;
  const intl = useIntl();
  const [filter, chooseFilter] = useFilterOf(courseId);
  // The same request as every outline panel's: here only for names and for the way back.
  const outline = useReport(getOutline, { params: { course: courseId } });
  const blocks = outline.kind === 'ready' ? outline.data.blocks : [];
  const course = blocks.find((one) => one.type === 'course')?.name ?? '';
  const attention = useAttention(courseId);
  const isNarrow = useMedia(NARROW);
  const hasEnded = filter.run !== undefined || attention?.learners.running === false;
  const current = selected ?? home;
  const shown = useRef(current);
  const pressed = useRef(false);
  /** Which block was opened from where, so that Back leads there. */
  const opened = useRef<{ readonly block: string; readonly from: string | null } | null>(null);
  const returned = useRef<string | null>(null);
  const section = useRef<HTMLElement>(null);
  const takeFocus = props.takeFocus || (shown.current !== current && pressed.current);
  useEffect(() => {
    shown.current = current;
    pressed.current = false;
    const openers = Array.from(section.current?.querySelectorAll<HTMLElement>('[data-opens]') ?? []);
    openers.find(({ dataset }) => dataset.opens === returned.current)?.focus();
    returned.current = null;
  }, [current]);
  const known = (id: string): Known | undefined => hostBlocks.get(id) ?? blocks.find((block) => block.id === id);

  const block = current === null ? undefined : known(current);
  const type = current === null ? 'course' : (blockTypeOf(current) ?? block?.type ?? 'other');
  const parent = block?.parent ?? null;
  const parentBlock = parent === null ? undefined : known(parent);
  const isFromElsewhere = opened.current !== null && opened.current.block === current;
  const up = isFromElsewhere
    ? (opened.current?.from ?? home)
    : parentBlock === undefined || parentBlock.type === 'course' || current === home
      ? home
      : parent;
  const upBlock = up === null ? undefined : known(up);
  /** The block that the host was asked to show. */
  const placed = useRef<string | null>(null);
  const tell = (id: string | null): void => {
    placed.current = id;
    onSelect(id, nearest(id, ['vertical', 'sequential', 'chapter'], known));
  };
  const select = (id: string | null): void => {
    pressed.current = true;
    tell(id === home ? null : id);
  };
  // An address names a block before it is known where that lies: its card is found once the outline is there.
  const isUnplaced = home === null && selected !== null && !hostBlocks.has(selected) && blocks.length > 0;
  useEffect(() => {
    if (isUnplaced && placed.current !== selected) tell(selected);
  });
  const open = (id: string): void => {
    opened.current = { block: id, from: current };
    select(id);
  };
  const goBack = (): void => {
    returned.current = isFromElsewhere ? current : null;
    opened.current = null;
    select(up);
  };
  const unit = nearest(current, ['vertical'], known);
  const href =
    current === null || unit === null
      ? null
      : home === null
        ? unitUrl(window.location.pathname, unit, current)
        : editorUrl(window.location.pathname, type, current);

  return (
    <section ref={section} className="marginalia-margin" aria-label={intl.formatMessage(words.region)}>
      <CourseLanguage value={outline.kind === 'ready' ? outline.data.course.language?.replace('_', '-') : undefined}>
        <Announcer>
          <PanelHead
            key={`head ${current}`}
            kind={current === null ? null : typeName(intl, type)}
            title={
              <CourseText>
                {current === null ? course || courseName : blockName(intl, { name: block?.name ?? '', type })}
              </CourseText>
            }
            back={
              selected === null || selected === home
                ? undefined
                : {
                    label:
                      up === null || upBlock === undefined ? (
                        <FormattedMessage {...words.backToCourse} />
                      ) : (
                        <FormattedMessage {...words.back} values={{ name: <CourseText>{upBlock.name}</CourseText> }} />
                      ),
                    onBack: goBack,
                  }
            }
            link={
              href === null
                ? undefined
                : { label: <FormattedMessage {...words.edit} values={{ type: editKind(type) }} />, href }
            }
            takeFocus={takeFocus}
          />
          <FilterBar courseId={courseId} filter={filter} onFilter={chooseFilter} />
          {isFiltered(filter) && home === null && !isNarrow && (
            <p className="marginalia-quiet">
              <FormattedMessage {...words.cardsOfAll} />
            </p>
          )}
          <HasEnded.Provider value={hasEnded}>
            <FilterProvider value={filter}>
              {current === null ? (
                <CoursePanel key={courseId} courseId={courseId} onSelect={open} />
              ) : (
                // A panel of its own per block: one block's figures never stand under another one's name.
                <Held key={`${courseId} ${current}`} courseId={courseId} blockId={current} type={type}>
                  {filter.run === undefined && (
                    <BlockFindings courseId={courseId} blockId={current} blocks={blocks} onSelect={open} />
                  )}
                  <BlockPanel
                    courseId={courseId}
                    blockId={current}
                    type={type}
                    draft={hostBlocks.get(current)?.published === false}
                    inHost={childrenOf(hostBlocks, current)}
                    onSelect={open}
                  />
                </Held>
              )}
              {/* counted of this run only: under another one's name they would be wrong */}
              {filter.run === undefined && (
                <ExtensionCards key={`cards ${courseId} ${current}`} courseId={courseId} blockId={current} />
              )}
            </FilterProvider>
          </HasEnded.Provider>
        </Announcer>
      </CourseLanguage>
    </section>
  );
};
