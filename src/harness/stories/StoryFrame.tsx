import { useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Margin } from '../../features/margin';
import type { HostBlock } from '../../features/margin';
import { PluginRoot } from '../../host/PluginRoot';
import { experiment, outline } from '../fixtures/reports';
import { storyHost } from './host';
import type { Story } from './registry';
import { ARRIVING, CHOSEN, COURSE } from './states';

const hostBlocks = (published: boolean): ReadonlyMap<string, HostBlock> =>
  new Map(
    [...outline().blocks, experiment().block].map(({ id, name, type, parent }) => [
      id,
      { name, type, parent, published },
    ]),
  );

/** A story as it stands in a host, with a query cache of its own. */
export const StoryFrame = ({ story, tag = 'en' }: { readonly story: Story; readonly tag?: string }): ReactNode => {
  const [selected, setSelected] = useState(CHOSEN[story.panel]);
  const { host, client } = useMemo(
    () => ({
      host: storyHost({ responses: story.responses, arriving: ARRIVING, tag }),
      client: new QueryClient({ defaultOptions: { queries: { staleTime: 3_600_000 } } }),
    }),
    [story, tag],
  );
  // Old figures stay when asking again fails: first the report, then the failure.
  useEffect(() => {
    if (story.state !== 'stale') return undefined;
    return client.getQueryCache().subscribe(({ type, query }) => {
      if (type !== 'updated' || query.state.status !== 'success' || query.state.fetchStatus !== 'idle') return;
      if (!String(query.queryKey[1]).endsWith(story.panel) || query.state.isInvalidated) return;
      host.cutOff();
      void client.invalidateQueries({ queryKey: query.queryKey });
    });
  }, [client, host, story]);
  const blocks = useMemo(() => hostBlocks(story.state !== 'draft'), [story]);
  return (
    <QueryClientProvider client={client}>
      <PluginRoot host={host}>
        <Margin
          courseId={COURSE}
          courseName="Algorithms"
          home={null}
          selected={selected}
          onSelect={setSelected}
          hostBlocks={blocks}
          takeFocus={false}
        />
      </PluginRoot>
    </QueryClientProvider>
  );
};
