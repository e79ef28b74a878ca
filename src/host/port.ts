import { createContext, useContext } from 'react';

/** What came back from a request that reached the service, whatever its status. */
export interface HttpResponse {
  readonly status: number;
  readonly body: unknown;
  /** What sets this report apart from other ones, where the service says so. */
  readonly etag?: string | undefined;
}

/** A language as a BCP 47 tag, and whether it is written from right to left. */
export interface HostLocale {
  readonly tag: string;
  readonly rtl: boolean;
}

/** How something is changed. */
export type SendMethod = 'POST' | 'PUT' | 'DELETE';

/** Everything Marginalia needs from the application it is shown in. One adapter per kind of host implements it. */
export interface HostPort {
  /**
   * GETs JSON as the signed-in person. Resolves with any status; rejects only where no response arrived (network, CORS,
   * time out, abort).
   * @param known the `etag` of a report that is there already: status 304 says that it is still the same
   */
  http(url: string, signal: AbortSignal, known?: string): Promise<HttpResponse>;
  /** Sends JSON (nothing where `body` is undefined) as the signed-in person, else like `http`. */
  send(method: SendMethod, url: string, body: object | undefined): Promise<HttpResponse>;
  /** Origins and path prefixes without a slash at the end: of the Marginalia API, and of the LMS where the host knows it. */
  config(): { readonly apiUrl: string; readonly lmsUrl?: string };
  /** The host's language at this moment. Never throws. */
  locale(): HostLocale;
  /** A hook: the host's language, drawn anew when the reader chooses another. Never throws. */
  useLocale(): HostLocale;
  /**
   * The host's own messages in its language, so that Paragon's words stay translated inside our tree: the same object as
   * long as they are the same. Hosts have none for English.
   */
  hostMessages(): Record<string, string>;
  /** Whether the host holds somebody to be signed in; absent where it cannot say. Never throws. */
  isSignedIn?(): boolean;
  /** Hands an error to the host's logging. Never throws. */
  reportError(error: Error): void;
}

/** Of a host without messages: one object, so that what is made of it can be kept. */
export const NO_MESSAGES: Record<string, string> = {};

export const HostContext = createContext<HostPort | null>(null);

/** The host around this component. Throws outside a PluginRoot, which is a mistake of ours and not of the host. */
export const useHost = (): HostPort => {
  const host = useContext(HostContext);
  if (host === null) throw new Error('useHost needs a PluginRoot around it');
  return host;
};
