import { platformHost } from '../host/platform';

const reported = new Set<string>();

/** Tells the host's log that a slot got props it cannot work with: once per slot, not once per render and card. */
export const reportOnce = (mount: string, host = platformHost): void => {
  if (reported.has(mount)) return;
  reported.add(mount);
  host.reportError(new Error(`Marginalia: ${mount} was given props it does not know and shows nothing`));
};
