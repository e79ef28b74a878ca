import { useMemo, useRef } from 'react';
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import { PanelHead } from '../../ui/PanelHead';
import { getOverview } from '@marginalia/contract';
import { useReport } from '../../host/query';
import { Announcer, HasEnded, InStudio, LatestEvent, StartsOn } from '../../panels';
import { AttentionPage, ListNav } from '../attention';
import { ComparePage } from '../compare';
import { ContentPage } from '../content';
import { CoursePage } from '../class';
import { ExtensionCards } from '../extension';
import { GroupNav, GroupPage } from '../group';
import { LearnerPage } from '../learners';
import { CourseLine } from './CourseLine';
import { words } from './messages';
import { PAGES, fragmentOf, keptPart, placeOf, useFragment } from '../../panels/place';
import type { Place } from '../../panels/place';

interface PageProps {
  readonly place: Place;
  readonly courseId: string;
}

const PageOf = ({ place, courseId }: PageProps): ReactNode => {
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
      return (
        <>
          <ListNav courseId={courseId} learner={place.learner} />
          <LearnerPage courseId={courseId} learner={place.learner} />
        </>
      );
    case 'content':
      return <ContentPage courseId={courseId} block={place.block ?? null} />;
  }
};

/** The pages of one course for whoever teaches it, and the way between them. The address says which one is open. */
export const Pages = ({ courseId }: { readonly courseId: string }): ReactNode => {
  const intl = useIntl();
  const address = useFragment();
  const overview = useReport(getOverview, { params: { course: courseId } });
  const place = useMemo(() => placeOf(address), [address]);
  // what a page keeps behind its place is its own, and no place is the first one: the page stays
  // a block of the content opens beside its table: the page stays, too
  const fragment = fragmentOf(place.page === 'content' ? { page: 'content' } : place);
  const first = useRef(fragment);
  const moved = first.current !== fragment;
  if (moved) first.current = '';
  const here = place.page === 'learner' ? 'attention' : place.page;
  const { start, end } = overview.kind === 'ready' ? overview.data.course : { start: null, end: null };
  return (
    <InStudio.Provider value={false}>
      <HasEnded.Provider value={end !== null && Date.parse(end) <= Date.now()}>
        <LatestEvent.Provider value={overview.kind === 'ready' ? overview.data.asOf : null}>
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
              <PanelHead
                key={`head ${fragment}`}
                kind={<CourseLine courseId={courseId} />}
                title={<FormattedMessage {...words[`${place.page}Title`]} />}
                back={
                  place.page === 'learner'
                    ? {
                        label: <FormattedMessage {...words.backToList} />,
                        onBack: () => {
                          window.location.hash = `${fragmentOf({ page: 'attention' })}${keptPart(window.location.hash)}`;
                        },
                      }
                    : undefined
                }
                takeFocus={moved}
              />
              <Announcer>
                <StartsOn.Provider value={start !== null && Date.parse(start) > Date.now() ? start : null}>
                  <PageOf key={`page ${fragment}`} place={place} courseId={courseId} />
                </StartsOn.Provider>
              </Announcer>
            </div>
          </div>
        </LatestEvent.Provider>
      </HasEnded.Provider>
    </InStudio.Provider>
  );
};
