import { useEffect, useRef, useState } from 'react';
import {
  QueryClient,
  QueryObserver,
  keepPreviousData,
  queryOptions,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type * as z from 'zod/mini';
import type { Endpoint } from '@marginalia/contract';
import { ApiError, callApi, sendApi } from './api';
import type { BodyOf, CallArgs } from './api';
import { useHost } from './port';
import type { HostPort } from './port';

/** For hosts without react-query: one for the whole page, so that many cards still share one request. */
export const ownClient = new QueryClient();

/** The host's default is an hour; learners are quicker than that. */
const STALE_MS = 30_000;
const RECOVERY_MS = 10_000;
/** What is open follows the learners: asked for again this often, while the page is in view. */
const LIVE_MS = 20_000;
/** A report that is still being worked out is asked for again this often. */
const UNFINISHED_MS = 5_000;
const RETRIES = 2;

const asApiError = (error: unknown): ApiError | null => {
  if (error === null || error === undefined) return null;
  return error instanceof ApiError ? error : new ApiError('unexpected_response', null, String(error));
};

/** Query options for one endpoint: the key is our namespace, the path and every argument; no query is an empty one. */
export const reportOptions = <Path extends string, Q extends z.ZodMiniType, R extends z.ZodMiniType>(
  host: HostPort,
  endpoint: Endpoint<Path, Q, R>,
  args: CallArgs<Path, Q>,
) =>
  queryOptions({
    queryKey: ['marginalia', endpoint.path, { ...args, query: args.query ?? {} }] as const,
    queryFn: ({ signal }) => callApi(host, endpoint, args, signal),
    staleTime: STALE_MS,
    // The browser's idea of being offline says nothing about this service: ask, and show what happens.
    networkMode: 'always',
    retry: (failures, error) => failures < RETRIES && asApiError(error)?.retry === true,
    retryDelay: (failures) => 400 * 2 ** failures,
    refetchOnWindowFocus: true,
    placeholderData: keepPreviousData,
  });

/**
 * Tells the report of one endpoint, and every later one, to a listener outside React: one watcher for all cards of a page.
 * @param isUnfinished whether the service is still at it: then it is asked again every few seconds
 * @returns what ends it
 */
export const watchReport = <Path extends string, Q extends z.ZodMiniType, R extends z.ZodMiniType>(
  client: QueryClient,
  host: HostPort,
  endpoint: Endpoint<Path, Q, R>,
  args: CallArgs<Path, Q>,
  listener: (report: z.infer<R>) => void,
  isUnfinished: (data: z.infer<R>) => boolean = () => false,
): (() => void) => {
  const observer = new QueryObserver(client, {
    ...reportOptions(host, endpoint, args),
    refetchInterval: ({ state: { data } }) => data !== undefined && isUnfinished(data) && UNFINISHED_MS,
  });
  const end = observer.subscribe(({ data }) => {
    if (data !== undefined) listener(data);
  });
  const { data } = observer.getCurrentResult();
  if (data !== undefined) listener(data);
  return end;
};

/** What a panel knows about its report. */
export type ReportState<T> =
  | { readonly kind: 'pending' }
  | { readonly kind: 'failed'; readonly error: ApiError; readonly trying: boolean; readonly retry: () => void }
  | {
      readonly kind: 'ready';
      readonly data: T;
      /** When the report arrived, milliseconds. */
      readonly at: number;
      readonly refreshing: boolean;
      /** These are the figures of other dates or learners, until those that were asked for are there. */
      readonly isFormer: boolean;
      /** Set where the figures are old because asking again failed. */
      readonly error: ApiError | null;
    };

interface Asking<T> {
  /** Whether the service is still at it: then it is asked again every few seconds. */
  readonly isUnfinished?: (data: T) => boolean;
  /** False of what does not change while one looks: asked for once. */
  readonly live?: boolean;
}

/**
 * The report of one endpoint for a panel. Old figures stay while new ones are fetched, and a failure stays on show while
 * it is tried again, so that nothing jumps.
 * @param args null: nothing is asked yet
 */
export const useReport = <Path extends string, Q extends z.ZodMiniType, R extends z.ZodMiniType>(
  endpoint: Endpoint<Path, Q, R>,
  args: CallArgs<Path, Q> | null,
  { isUnfinished = () => false, live = true }: Asking<z.infer<R>> = {},
): ReportState<z.infer<R>> => {
  const host = useHost();
  const client = useQueryClient();
  const query = useQuery({
    ...reportOptions(host, endpoint, args ?? ({ params: {} } as CallArgs<Path, Q>)),
    enabled: args !== null,
    refetchInterval: (asked) => {
      const { data, error } = asked.state;
      if (asApiError(error)?.away === true) return RECOVERY_MS;
      if (data === undefined || !live) return false;
      return isUnfinished(data) ? UNFINISHED_MS : LIVE_MS;
    },
  });
  const error = asApiError(query.error);
  // react-query forgets the error of a query without data as soon as it asks again.
  const last = useRef<ApiError | null>(null);
  if (error !== null) last.current = error;
  else if (query.data !== undefined) last.current = null;

  // While new figures load, the old ones are shown with the time they arrived; react-query gives 0 as theirs.
  const arrived = useRef(0);
  if (!query.isPlaceholderData) arrived.current = query.dataUpdatedAt;

  if (args === null) return { kind: 'pending' };
  if (query.data !== undefined) {
    const isFormer = query.isPlaceholderData;
    return { kind: 'ready', data: query.data, at: arrived.current, refreshing: query.isFetching, isFormer, error };
  }
  if (last.current === null) return { kind: 'pending' };
  const retry = (): void =>
    void client.refetchQueries({
      queryKey: ['marginalia'],
      type: 'active',
      // what failed with it mostly failed by the same cause
      predicate: ({ state }) => state.status === 'error',
    });
  return { kind: 'failed', error: last.current, trying: query.isFetching, retry };
};

/** Two reports as one: pending until both are there, or one has failed. */
export const both = <A, B>(first: ReportState<A>, second: ReportState<B>): ReportState<readonly [A, B]> => {
  if (first.kind === 'failed') return first;
  if (second.kind === 'failed') return second;
  if (first.kind === 'pending' || second.kind === 'pending') return { kind: 'pending' };
  return {
    kind: 'ready',
    data: [first.data, second.data],
    at: Math.min(first.at, second.at),
    refreshing: first.refreshing || second.refreshing,
    isFormer: first.isFormer || second.isFormer,
    error: first.error ?? second.error,
  };
};

/** How long numbers wait at most for what belongs beside them, milliseconds. */
export const HELD_MS = 1000;

/**
 * A report that stays pending for up to `HELD_MS` until others have come, because they stand above its figures and would push
 * them down. Where one of the others fails, the report is shown.
 */
export const useHeld = <T>(report: ReportState<T>, ...others: readonly ReportState<unknown>[]): ReportState<T> => {
  const isWaiting = report.kind === 'ready' && others.some(({ kind }) => kind === 'pending');
  const [isOver, setIsOver] = useState(false);
  useEffect(() => {
    if (!isWaiting) return undefined;
    const timer = setTimeout(() => setIsOver(true), HELD_MS);
    return () => clearTimeout(timer);
  }, [isWaiting]);
  return isWaiting && !isOver ? { kind: 'pending' } : report;
};

/** Something that can be changed: `send` it, and whether that is under way or failed. */
interface Change<Sent> {
  /** `onDone` is called once it is saved and what depends on it has been asked for again. */
  readonly send: (sent: Sent, onDone?: () => void) => void;
  readonly sending: boolean;
  readonly error: ApiError | null;
}

interface Sending<Body> {
  readonly body: Body;
  readonly onDone: (() => void) | undefined;
}

/**
 * A change by one endpoint. What `stale` names is asked for again afterwards, and the change is over only then, so that
 * a panel never shows the old state as if nothing had happened.
 */
export const useChange = <
  Path extends string,
  Q extends z.ZodMiniType,
  R extends z.ZodMiniType,
  B extends z.ZodMiniType | undefined,
>(
  endpoint: Endpoint<Path, Q, R, B>,
  args: CallArgs<Path, Q>,
  stale: readonly string[],
): Change<BodyOf<B>> => {
  const host = useHost();
  const client = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: ({ body }: Sending<BodyOf<B>>) => sendApi(host, endpoint, args, body),
    networkMode: 'always',
    onSuccess: async (_, { onDone }) => {
      await Promise.all(stale.map((path) => client.invalidateQueries({ queryKey: ['marginalia', path] })));
      // the component that sent it may be gone by now, as what it changed is
      onDone?.();
    },
  });
  return {
    send: (body, onDone) => mutate({ body, onDone }),
    sending: isPending,
    error: asApiError(error),
  };
};
