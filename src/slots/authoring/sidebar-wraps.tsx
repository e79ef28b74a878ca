import { createContext, useContext, useEffect, useMemo } from 'react';
import type { ComponentType, Context, ReactElement, ReactNode } from 'react';
import AutoGraph from '@openedx/paragon/icons/es5/AutoGraph';
import { useMessages } from '../../host/messages';
import { platformHost } from '../../host/platform';
import { ErrorBoundary } from '../../lib/ErrorBoundary';
import { OutlineSidebarMount } from '../OutlineSidebarMount';
import { UnitSidebarMount } from '../UnitSidebarMount';
import { addSidebar } from '../../features/margin';
import { addPage, tellOutline } from './added';
import type { Sidebar } from './added';
import { PAGE_KEY, outlinePages, pagesIn, unitPages, useOutlineHost } from './host';
import { words } from './messages';

type SlotProps = Record<string, unknown>;

/** What the slot was handed, for a page that the host draws without any props. */
const Given = createContext<SlotProps>({});
const NoPages = createContext<unknown>(undefined);

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
  const catalogue = useMessages(platformHost.locale().tag, platformHost.reportError);
  const { id, defaultMessage } = words.page;
  const translated = catalogue?.[id];
  return { id, defaultMessage: typeof translated === 'string' ? translated : defaultMessage };
};

/** Tells the cards of the outline what opens our page beside them. */
const useTold = (isThere: boolean, courseId: unknown): void => {
  const host = useOutlineHost();
  const canOpen = isThere && host !== null;
  useEffect(() => {
    tellOutline(canOpen ? host : null);
  });
  useEffect(() => {
    if (!canOpen || typeof courseId !== 'string') return undefined;
    const gone = addSidebar(courseId);
    return () => {
      tellOutline(null);
      gone();
    };
  }, [canOpen, courseId]);
};

interface WrapProps {
  /** What the host has in the slot. */
  readonly component: ReactNode;
  readonly pluginProps?: SlotProps;
}

/**
 * A wrapper for a sidebar slot: adds a page to the host's own. Where the host keeps its pages in another way than we
 * know, the margin stands below what is there. A wrapper stands outside the nets of the host, so it has its own.
 */
const wrapOf = (
  name: string,
  sidebar: Sidebar,
  context: () => Context<unknown> | null,
  Mount: (props: SlotProps) => ReactElement | null,
) => {
  const Page = pageOf(Mount);
  const Pages = ({ component, pluginProps = {} }: WrapProps): ReactNode => {
    const Found = context();
    const pages = pagesIn(useContext(Found ?? NoPages));
    const { id, defaultMessage } = useTitle();
    const value = useMemo(
      () => ({ ...pages, [PAGE_KEY]: { component: Page, icon: AutoGraph, title: { id, defaultMessage } } }),
      [pages, id, defaultMessage],
    );
    const isAdded = Found !== null && pages !== null;
    useEffect(() => (isAdded ? addPage(sidebar) : undefined), [isAdded]);
    useTold(sidebar === 'outline' && isAdded, pluginProps.courseId);
    if (Found === null || pages === null) {
      return (
        <>
          {component}
          <div className="marginalia-below">
            <Mount {...pluginProps} />
          </div>
        </>
      );
    }
    return (
      <Given.Provider value={pluginProps}>
        <Found.Provider value={value}>{component}</Found.Provider>
      </Given.Provider>
    );
  };
  const Wrap = (props: WrapProps): ReactElement => (
    <ErrorBoundary fallback={props.component} onError={(error) => platformHost.reportError(error)}>
      <Pages {...props} />
    </ErrorBoundary>
  );
  Wrap.displayName = name;
  return Wrap;
};

/** For the slot of the outline page's sidebar, as a `Wrap` of its default contents. */
export const OutlineSidebarWrap = wrapOf('OutlineSidebarWrap', 'outline', outlinePages, OutlineSidebarMount);

/** For the slot of the unit page's sidebar, as a `Wrap` of its default contents. */
export const UnitSidebarWrap = wrapOf('UnitSidebarWrap', 'unit', unitPages, UnitSidebarMount);
