import type { FetchState } from '../../worker/sourceFetches';

const timeOf = (ms: number): string => new Date(ms).toISOString();

/** What `status` says of the rows that a source has fetched, a line each. */
export const wordsOfFetch = ({ source, host, missing, last, again, rejects }: FetchState): string[] => {
  if (missing) return [`${source} is not fetched from ${host}: ${missing.what}. \`${missing.remedy}\``];
  if (last === null) return [`${source} is fetched from ${host} for the first time within seconds`];
  const lines = rejects.map(({ line, reason }) => `  line ${line}: ${reason}`);
  if (again !== null)
    return [
      `${source} was not fetched at ${timeOf(last.at)}: ${last.why}. It is tried again after ${timeOf(again)}`,
      ...lines,
    ];
  const { read, accepted, duplicate, rejected } = last;
  return [
    `${source} was fetched from ${host} at ${timeOf(last.at)}: ${read} rows, ${accepted} new, ${duplicate} known, ${rejected} rejected`,
    ...lines,
    ...(rejected > rejects.length ? [`  and ${rejected - rejects.length} more`] : []),
  ];
};

/** What is wrong with it, for `doctor`; null: nothing. Not to grant it is the operator's choice. */
export const troubleOfFetch = ({ source, host, missing, last, again }: FetchState): string | null => {
  if (missing) return missing.isGrant ? null : `${source} is not fetched from ${host}: ${missing.what}`;
  return again !== null && last ? `${source} was not fetched: ${last.why}` : null;
};
