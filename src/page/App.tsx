import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { InstructorMount } from '../slots/InstructorMount';
import { SiteMount } from '../slots/SiteMount';
import type { Address, Settings } from './address';

interface Props extends Address, Settings {}

/** Tells the page around the frame how tall this one is, so that it needs no second scroll bar. */
const useDiscloseHeight = (embedded: boolean, lmsBaseUrl: string) => {
  const ref = useRef<HTMLElement>(null);
  useEffect(() => {
    const element = ref.current;
    if (!embedded || element === null || typeof ResizeObserver === 'undefined') return undefined;
    const report = (): void =>
      window.parent.postMessage(
        { type: 'marginalia.resize', height: Math.ceil(element.getBoundingClientRect().height) },
        new URL(lmsBaseUrl).origin,
      );
    const observer = new ResizeObserver(report);
    observer.observe(element);
    return () => observer.disconnect();
  }, [embedded, lmsBaseUrl]);
  return ref;
};

/** All courses, without a host. */
export const SiteApp = (): ReactNode => (
  <main className="page">
    <header>
      <h1>Marginalia</h1>
    </header>
    <SiteMount />
  </main>
);

/** The instructor's pages without a host: alone under the name of the course, or bare in a frame of the LMS. */
export const App = ({ courseId, embedded, lmsBaseUrl }: Props): ReactNode => {
  const ref = useDiscloseHeight(embedded, lmsBaseUrl);
  return (
    <main ref={ref} className={embedded ? 'page-embedded' : 'page'}>
      {!embedded && (
        <header>
          <h1>Marginalia</h1>
          <a href={`${lmsBaseUrl}/courses/${encodeURIComponent(courseId)}/instructor`}>
            <bdi>{courseId}</bdi>
          </a>
        </header>
      )}
      <InstructorMount key={courseId} courseId={courseId} />
    </main>
  );
};
