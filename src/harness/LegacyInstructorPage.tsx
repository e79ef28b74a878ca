import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router-dom';

/** What a frame is before it said how tall it is. */
const FIRST_HEIGHT = 600;

const heightIn = (data: unknown): number | null => {
  const { type, height } = (data ?? {}) as { type?: unknown; height?: unknown };
  return type === 'marginalia.resize' && typeof height === 'number' ? height : null;
};

/** The older instructor dashboard, drawn by the LMS: our page stands in a frame that follows its height. */
export const LegacyInstructorPage = (): ReactNode => {
  const { courseId = '' } = useParams();
  const [height, setHeight] = useState(FIRST_HEIGHT);
  useEffect(() => {
    const listen = ({ data, origin }: MessageEvent<unknown>): void => {
      const stated = origin === window.location.origin ? heightIn(data) : null;
      if (stated !== null) setHeight(stated);
    };
    window.addEventListener('message', listen);
    return () => window.removeEventListener('message', listen);
  }, []);
  return (
    <>
      <Link to={`/course/${encodeURIComponent(courseId)}`}>Course outline in Studio</Link>
      <h1>Older instructor dashboard</h1>
      <iframe
        title="Analytics"
        className="demo-frame"
        src={`/instructor/${encodeURIComponent(courseId)}/embed`}
        style={{ blockSize: height }}
      />
    </>
  );
};
