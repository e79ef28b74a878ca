import type { ReactNode } from 'react';
import { Link, useParams, useSearchParams } from 'react-router-dom';
import { InstructorIndex } from './InstructorStories';
import { STORIES, storyOf } from './registry';
import { PANELS } from './states';
import { StoryFrame } from './StoryFrame';

/** All stories by panel. */
export const StoriesPage = (): ReactNode => (
  <div className="demo-narrow">
    <h1>Stories</h1>
    <p>Every panel in every state it can be in, with made-up responses of the service.</p>
    {PANELS.map((panel) => (
      <section key={panel} className="demo-section">
        <h2>
          <Link to={`/stories/of/${panel}`}>{panel}</Link>
        </h2>
        <ul>
          {STORIES.filter((story) => story.panel === panel).map(({ id, state }) => (
            <li key={id}>
              <Link to={`/stories/${id}`}>{state}</Link>
            </li>
          ))}
        </ul>
      </section>
    ))}
    <InstructorIndex />
  </div>
);

/** All states of one panel below each other: what a look at the whole, and a check of the whole, wants. */
export const PanelPage = (): ReactNode => {
  const { panel = '' } = useParams();
  const [search] = useSearchParams();
  return (
    <>
      <h1>{panel}</h1>
      <div className="demo-stories">
        {STORIES.filter((story) => story.panel === panel).map((story) => (
          <StoryFrame key={story.id} story={story} tag={search.get('lang') ?? 'en'} />
        ))}
      </div>
    </>
  );
};

/** One story in a frame as wide as a sidebar, or as `width` in the address says; `lang`: the language of the host. */
export const StoryPage = (): ReactNode => {
  const { id = '' } = useParams();
  const [search] = useSearchParams();
  const story = storyOf(id);
  if (story === undefined) return <p role="alert">There is no story {id}.</p>;
  return (
    <div className="demo-story" style={{ inlineSize: `${search.get('width') ?? '410'}px` }}>
      <h1 className="sr-only">{id}</h1>
      <StoryFrame key={id} story={story} tag={search.get('lang') ?? 'en'} />
    </div>
  );
};
