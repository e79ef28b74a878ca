import type { ComponentType, ReactElement, ReactNode } from 'react';
import type { HostPort } from '../host/port';
import { ErrorBoundary } from '../lib/ErrorBoundary';

/**
 * A component that a host mounts, inside a net of ours: hosts hold nets below some of their slots and none below others.
 * `instead` is drawn where even reading what the host hands out fails.
 */
export const contained = <Props extends object>(
  name: string,
  host: HostPort,
  Inner: ComponentType<Props>,
  instead: (props: Props) => ReactNode = () => null,
): ((props: Props) => ReactElement) => {
  const Mount = (props: Props): ReactElement => (
    <ErrorBoundary fallback={instead(props)} onError={(error) => host.reportError(error)}>
      <Inner {...props} />
    </ErrorBoundary>
  );
  Mount.displayName = name;
  return Mount;
};
