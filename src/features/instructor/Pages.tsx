import { useMemo, useRef } from 'react';
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import { PanelHead } from '../../ui/PanelHead';
import { Announcer, InStudio } from '../../panels';
import { Margin } from '../margin';
import type { HostBlock } from '../margin';
import { AttentionPage } from '../attention';
import { ComparePage } from '../compare';
import { ContentTables } from '../content';
import { CoursePage } from '../class';
import { ExtensionCards } from '../extension';
import { GroupNav, GroupPage } from '../group';
import { LearnerPage } from '../learners';
import { CourseLine } from './CourseLine';
import { words } from './messages';
import { PAGES, fragmentOf, placeOf, useFragment } from '../../panels/place';
import type { Place } from '../../panels/place';

const NO_BLOCKS: ReadonlyMap<string, HostBlock> = new Map();

interface ContentProps {
  readonly courseId: string;
  /** The block in the address. */
  readonly block: string | null;
  readonly arrived: boolean;
}

/** The author's margin, for whoever teaches: which problems and videos to talk about. */
const Content = ({ courseId, block, arrived }: ContentProps): ReactNode => {
  const select = (id: string | null): void => {
    window.location.hash = fragmentOf(id === null ? { page: 'content' } : { page: 'content', block: id });
  };
  return (
    <>
      <Margin
        courseId={courseId}
        courseName={courseId}
        home={null}
        selected={block}
        onSelect={select}
        hostBlocks={NO_BLOCKS}
        takeFocus={arrived}
      />
      {block === null && <ContentTables courseId={courseId} onSelect={select} />}
    </>
  );
};

interface PageProps {
  readonly place: Place;
  readonly courseId: string;
  /** From another of these pages: the heading takes the focus. */
  readonly arrived: boolean;
}

const PageOf = ({ place, courseId, arrived }: PageProps): ReactNode => {
  switch (place.page) {
    case 'attention':
      return <AttentionPage courseId={courseId} />;
    case 'course':
      return place.group === undefined ? (
        <>
          <GroupNav courseId={courseId} />
          <CoursePage courseId={courseId} />
          <ExtensionCards courseId={courseId} blockId={null} place="instructor" />
        </>
      ) : (
        <GroupPage courseId={courseId} group={place.group} />
      );
    case 'compare':
      return <ComparePage courseId={courseId} />;
    case 'learner':
      return <LearnerPage courseId={courseId} learner={place.learner} />;
    case 'content':
      return <Content courseId={courseId} block={place.block ?? null} arrived={arrived} />;
  }
};

/** The pages of one course for whoever teaches it, and the way between them. The address says which one is open. */
export const Pages = ({ courseId }: { readonly courseId: string }): ReactNode => {
  const intl = useIntl();
  const address = useFragment();
  const place = useMemo(() => placeOf(address), [address]);
  // what a page keeps behind its place is its own, and no place is the first one: the page stays
  const fragment = fragmentOf(place);
  const first = useRef(fragment);
  const moved = first.current !== fragment;
  if (moved) first.current = '';
  const here = place.page === 'learner' ? 'attention' : place.page;
  return (
    <InStudio.Provider value={false}>
      <div className="marginalia-instructor">
        <nav aria-label={intl.formatMessage(words.nav)}>
          <ul className="nav nav-tabs marginalia-nav">
            {PAGES.map((page) => (
              <li key={page} className="nav-item">
                <a
                  className={`nav-link${page === here ? ' active' : ''}`}
                  href={fragmentOf({ page })}
                  aria-current={page === place.page ? 'page' : page === here ? 'true' : undefined}
                >
                  <FormattedMessage {...words[page]} />
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <div className="marginalia-sheet">
          {place.page !== 'content' && (
            <PanelHead
              key={`head ${fragment}`}
              kind={<CourseLine courseId={courseId} />}
              title={<FormattedMessage {...words[`${place.page}Title`]} />}
              back={
                place.page === 'learner'
                  ? {
                      label: <FormattedMessage {...words.backToList} />,
                      onBack: () => {
                        window.location.hash = fragmentOf({ page: 'attention' });
                      },
                    }
                  : undefined
              }
              takeFocus={moved}
            />
          )}
          {/* one page for all blocks of the content: what was chosen above them stays */}
          <Announcer>
            <PageOf
              key={place.page === 'content' ? 'content' : `page ${fragment}`}
              place={place}
              courseId={courseId}
              arrived={moved}
            />
          </Announcer>
        </div>
      </div>
    </InStudio.Provider>
  );
};
