import { useContext, useEffect, useState } from 'react';
import type { ComponentType, ReactNode } from 'react';
import { FormattedMessage } from '@edx/frontend-platform/i18n';
import { Button } from '@openedx/paragon';
import { HostContext } from '../host/port';
import { Notice } from '../ui/Notice';
import { stateWords } from './messages';

interface Options {
  /** Drawn until the part is there. */
  readonly Waiting?: ComponentType;
  /** Said where it cannot be loaded. */
  readonly failed?: (typeof stateWords)['partFailed'];
  /** Told of a failure where no host of ours is around. */
  readonly report?: (error: Error) => void;
}

/**
 * A part of the page that is fetched when it is first drawn. React's own `lazy` keeps a failure until the page is loaded
 * anew; here whoever reads can try again, and every later drawing does.
 */
export const lazyPart = <Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  { Waiting, failed = stateWords.partFailed, report }: Options = {},
): ((props: Props) => ReactNode) => {
  let loaded: ComponentType<Props> | null = null;
  return function LazyPart(props: Props): ReactNode {
    const host = useContext(HostContext);
    const [attempts, setAttempts] = useState(1);
    const [failures, setFailures] = useState(0);
    const [Part, setPart] = useState<ComponentType<Props> | null>(() => loaded);
    useEffect(() => {
      if (Part !== null) return undefined;
      let here = true;
      load().then(
        (part) => {
          loaded = part;
          if (here) setPart(() => part);
        },
        (error: unknown) => {
          const known = error instanceof Error ? error : new Error(String(error));
          (report ?? host?.reportError)?.(known);
          if (here) setFailures(attempts);
        },
      );
      return () => {
        here = false;
      };
    }, [Part, attempts, host]);
    if (Part !== null) return <Part {...props} />;
    if (failures < attempts) return Waiting === undefined ? null : <Waiting />;
    return (
      <Notice
        shape="quiet"
        announce
        action={
          <Button size="sm" variant="outline-primary" onClick={() => setAttempts(attempts + 1)}>
            <FormattedMessage {...stateWords.retry} />
          </Button>
        }
      >
        <FormattedMessage {...failed} />
      </Notice>
    );
  };
};
