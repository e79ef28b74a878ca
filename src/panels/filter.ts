import { createContext, useContext } from 'react';
import { getOutline } from '@marginalia/contract';
import type { Outline } from '@marginalia/contract';
import { useReport } from '../host/query';
import type { ReportState } from '../host/query';

/** What the numbers of a margin are limited to. Dates are UTC, half open; nothing: all of them. */
export interface Filter {
  readonly from?: string;
  readonly to?: string;
  /** Enrolment track. */
  readonly track?: string;
  /** Another run of the course, in place of this one. */
  readonly run?: string;
}

const Current = createContext<Filter>({});
export const FilterProvider = Current.Provider;

export const isFiltered = (filter: Filter): boolean => Object.keys(filter).length > 0;

/** The filter of the margin around this component. */
export const useFilter = (): Filter => useContext(Current);

/** The filter as a query; nothing at all where there is none, so that a report is asked for once only. */
export const useFilterQuery = (): { readonly query?: Filter } => {
  const filter = useFilter();
  return isFiltered(filter) ? { query: filter } : {};
};

const RUN = /^((?:course|block)-v1:[^+/]+\+[^+/]+\+)[^+/]+/;

/** The same block in the run of a course key: blocks keep their ids from run to run. */
export const inRunOf = (courseId: string, usageKey: string): string => {
  const run = courseId.slice(courseId.lastIndexOf('+') + 1);
  return usageKey.replace(RUN, (_, before: string) => `${before}${run}`);
};

/** An outline of another run under the keys of this one. */
export const asHere = (courseId: string, outline: Outline): Outline => ({
  ...outline,
  blocks: outline.blocks.map((block) => ({
    ...block,
    id: inRunOf(courseId, block.id),
    parent: block.parent === null ? null : inRunOf(courseId, block.parent),
  })),
});

/** Whether the number of an extension is still being computed for an outline. */
export const isFilling = ({ extension }: Outline): boolean => extension?.state === 'filling';

/** The outline under the filter around. That of another run has the keys of this one, which all else here goes by. */
export const useOutline = (courseId: string): ReportState<Outline> => {
  const { run } = useFilter();
  const report = useReport(
    getOutline,
    { params: { course: courseId }, ...useFilterQuery() },
    { isUnfinished: isFilling },
  );
  return report.kind === 'ready' && run !== undefined ? { ...report, data: asHere(courseId, report.data) } : report;
};
