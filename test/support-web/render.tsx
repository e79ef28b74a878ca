import type { ReactElement } from 'react';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor } from '@testing-library/react';
import axe from 'axe-core';
import { PluginRoot } from '../../src/host/PluginRoot';
import type { FakeHost } from './host';

/** A panel as it stands in a host: the host's own query client, with the host's own hour of stale time. */
export const renderIn = (host: FakeHost, element: ReactElement) => {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: 3_600_000 } } });
  const view = render(
    <QueryClientProvider client={client}>
      <PluginRoot host={host}>{element}</PluginRoot>
    </QueryClientProvider>,
  );
  return { ...view, client };
};

/** Fails with the rules broken. Colours are not looked at: jsdom paints nothing (test/browser does that). */
export const expectAccessible = async (container: Element): Promise<void> => {
  const { violations } = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
};

/** Waits until a text is there and can be seen: a panel is drawn hidden until it is known what stands above it. */
export const expectVisible = (text: string | RegExp): Promise<void> =>
  waitFor(() => expect(screen.getByText(text)).toBeVisible());
