import { useEffect, useMemo } from 'react';
import type { ReactNode } from 'react';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Link, useParams, useSearchParams } from 'react-router-dom';
import { Instructor } from '../../features/instructor';
import { Site } from '../../features/site';
import { PluginRoot } from '../../host/PluginRoot';
import { storyHost } from './host';
import {
  COURSE,
  FRAGMENT,
  INSTRUCTOR_ARRIVING,
  INSTRUCTOR_PAGES,
  INSTRUCTOR_SAID,
  INSTRUCTOR_STATES,
  isOfSite,
} from './instructor';
import type { InstructorPage, InstructorState } from './instructor';

interface Props {
  readonly page: InstructorPage;
  readonly state: InstructorState;
  readonly tag?: string;
}

/** One page in one state, with a query cache of its own. Which page it is stands in the address. */
export const InstructorFrame = ({ page, state, tag = 'en' }: Props): ReactNode => {
  const { host, client } = useMemo(
    () => ({
      host: storyHost({ responses: INSTRUCTOR_SAID[state](page), arriving: INSTRUCTOR_ARRIVING, tag }),
      client: new QueryClient({ defaultOptions: { queries: { staleTime: 3_600_000 } } }),
    }),
    [page, state, tag],
  );
  return (
    <QueryClientProvider client={client}>
      <PluginRoot host={host}>{isOfSite(page) ? <Site /> : <Instructor courseId={COURSE} />}</PluginRoot>
    </QueryClientProvider>
  );
};

const isPage = (name: string): name is InstructorPage => INSTRUCTOR_PAGES.some((page) => page === name);

/** A page of the instructor's side in one state, or in all of them below each other. */
export const InstructorStory = (): ReactNode => {
  const { page = '', state } = useParams();
  const [search] = useSearchParams();
  const fragment = isPage(page) ? FRAGMENT[page] : '';
  useEffect(() => {
    window.location.hash = fragment;
  }, [fragment]);
  if (!isPage(page)) return <p role="alert">There are no stories of {page}.</p>;
  const states = INSTRUCTOR_STATES.filter((one) => state === undefined || one === state);
  return (
    <>
      <h1>{page}</h1>
      {states.map((one) => (
        <InstructorFrame key={one} page={page} state={one} tag={search.get('lang') ?? 'en'} />
      ))}
    </>
  );
};

/** The list of these stories. */
export const InstructorIndex = (): ReactNode => (
  <>
    {INSTRUCTOR_PAGES.map((page) => (
      <section key={page} className="demo-section">
        <h2>
          <Link to={`/stories/instructor/${page}`}>instructor: {page}</Link>
        </h2>
        <ul>
          {INSTRUCTOR_STATES.map((state) => (
            <li key={state}>
              <Link to={`/stories/instructor/${page}/${state}`}>{state}</Link>
            </li>
          ))}
        </ul>
      </section>
    ))}
  </>
);
