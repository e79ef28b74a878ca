/**
 * The smallest host with an outline: what Studio has anyway is loaded and started with or without Marginalia, which comes
 * in only where the address asks for it. So the difference of the two is what Marginalia adds, its own loading included.
 */
import { createRoot } from 'react-dom/client';
import type { ComponentType, ReactNode } from 'react';
import { initialize, mergeConfig } from '@edx/frontend-platform';
import { IntlProvider, getLocale, getMessages } from '@edx/frontend-platform/i18n';
import { Button, Icon, Overlay, Tooltip } from '@openedx/paragon';
import Check from '@openedx/paragon/icons/es5/Check';
import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';

const asked = new URLSearchParams(window.location.search);
const count = Number(asked.get('count') ?? 600);
const course = 'course-v1:X+Cost+1';

/** Studio has a query, an icon and a button on its outline whoever else is there. */
const Head = () => {
  const query = useQuery({ queryKey: ['host'], queryFn: () => Promise.resolve('Outline') });
  return (
    <h1>
      {query.data} <Icon src={Check} /> <Button>New section</Button>
      <Overlay show={false} target={null}>
        <Tooltip id="host">Studio</Tooltip>
      </Overlay>
    </h1>
  );
};

const ids = Array.from({ length: count }, (_, i) => `block-v1:${course.slice(10)}+type@vertical+block@u${i}`);

interface Ours {
  readonly UnitCardReadoutMount: ComponentType<Record<string, unknown>>;
  readonly OutlineSidebarWrap: ComponentType<{ component: ReactNode; pluginProps: Record<string, unknown> }>;
}

const Outline = ({ ours }: { readonly ours: Ours | null }) => {
  const Card = ours?.UnitCardReadoutMount;
  const Wrap = ours?.OutlineSidebarWrap;
  const sidebar = <aside>Course info</aside>;
  return (
    <>
      <ul>
        {ids.map((id, i) => (
          <li key={id} style={{ minHeight: 48 }}>
            Unit {i}
            {Card && <Card unit={{ id }} />}
          </li>
        ))}
      </ul>
      {Wrap ? <Wrap component={sidebar} pluginProps={{ courseId: course }} /> : sidebar}
    </>
  );
};

const start = async (): Promise<void> => {
  mergeConfig({ MARGINALIA_API_URL: window.location.origin });
  await initialize({ messages: { en: {} }, requireAuthenticatedUser: false, hydrateAuthenticatedUser: false });
  const ours = asked.get('with') === 'readouts' ? await import('../../../src') : null;
  createRoot(document.getElementById('root') ?? document.body).render(
    <IntlProvider locale={getLocale()} messages={getMessages() as Record<string, string>}>
      <QueryClientProvider client={new QueryClient()}>
        <Head />
        <Outline ours={ours} />
      </QueryClientProvider>
    </IntlProvider>,
  );
};

void start();
