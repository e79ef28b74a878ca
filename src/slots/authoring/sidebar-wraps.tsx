import { createContext, useContext, useEffect, useMemo } from 'react';
import type { ComponentType, Context, ReactElement, ReactNode } from 'react';
import AutoGraph from '@openedx/paragon/icons/es5/AutoGraph';
import { useMessages } from '../../host/messages';
import { platformHost } from '../../host/platform';
import { PAGE_KEY } from '@marginalia/contract/slots';
import { addSidebar } from '../../panels/selection';
import { OutlineMargin } from '../OutlineSidebarMount';
import { UnitMargin } from '../UnitSidebarMount';
import { contained } from '../contained';
import { addPage, noteOutline } from './added';
import type { Sidebar } from './added';
import { outlinePages, unitPages, useOutlineHost, usePages, useUnitHost } from './host';
import type { HostSidebar } from './sidebar';
import { words } from './messages';
import { withoutPage } from './without-page';
import type { SlotProps, WrapProps } from './without-page';

/** What the slot was handed, for a page that the host draws without any props. */
const Given = createContext<SlotProps>({});

/** Made once: a page made anew at each render would lose its state each time. */
const pageOf = (Mount: (props: SlotProps) => ReactElement | null): ComponentType => {
  const Page = (): ReactNode => (
    <div className="marginalia-page">
      <Mount {...useContext(Given)} />
    </div>
  );
  return Page;
};

/** The host's own translations do not know our title: it carries its translation as what it falls back to. */
const useTitle = (): { id: string; defaultMessage: string } => {
  const catalogue = useMessages(platformHost.useLocale().tag, platformHost.reportError);
  const { id, defaultMessage } = words.page;
  const translated = catalogue?.[id];
  return { id, defaultMessage: typeof translated === 'string' ? translated : defaultMessage };
};

/** Tells the cards of the outline what opens our page beside them. */
const useNotedOutline = (isThere: boolean, courseId: unknown): void => {
  const host = useOutlineHost();
  const canOpen = isThere && host !== null;
  useEffect(() => {
    noteOutline(canOpen ? host : null);
  });
  useEffect(() => {
    if (!canOpen || typeof courseId !== 'string') return undefined;
    const gone = addSidebar(courseId);
    return () => {
      noteOutline(null);
      gone();
    };
  }, [canOpen, courseId]);
};

/**
 * A wrapper for a sidebar slot: adds a page to the host's own. Where the host has no pages, or keeps them in another way
 * than we know, it gives back what is there; what is inserted into the slots of such hosts draws the margin.
 */
const wrapOf = (
  name: string,
  sidebar: Sidebar,
  context: () => Context<unknown> | null,
  useHost: () => HostSidebar | null,
  Mount: (props: SlotProps) => ReactElement | null,
) => {
  const Page = pageOf(Mount);
  const Without = withoutPage(useHost);
  const Pages = ({ component, pluginProps = {} }: WrapProps): ReactNode => {
    const host = usePages(context);
    const { id, defaultMessage } = useTitle();
    const pages = host?.pages;
    const value = useMemo(
      () => ({ ...pages, [PAGE_KEY]: { component: Page, icon: AutoGraph, title: { id, defaultMessage } } }),
      [pages, id, defaultMessage],
    );
    const isAdded = host !== null;
    useEffect(() => (isAdded ? addPage(sidebar) : undefined), [isAdded]);
    useNotedOutline(sidebar === 'outline' && isAdded, pluginProps.courseId);
    if (host === null) return <Without component={component} />;
    return (
      <Given.Provider value={pluginProps}>
        <host.Found.Provider value={value}>{component}</host.Found.Provider>
      </Given.Provider>
    );
  };
  return contained(name, platformHost, Pages, ({ component }) => <Without component={component} />);
};

/** For the slot of the outline page's sidebar, as a `Wrap` of its default contents. */
export const OutlineSidebarWrap = wrapOf('OutlineSidebarWrap', 'outline', outlinePages, useOutlineHost, OutlineMargin);

/** For the slot of the unit page's sidebar, as a `Wrap` of its default contents. */
export const UnitSidebarWrap = wrapOf('UnitSidebarWrap', 'unit', unitPages, useUnitHost, UnitMargin);
