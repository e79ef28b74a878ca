/** Dates (UTC, half open) and enrolment track as asked for; null: all. */
export interface Window {
  readonly from: string | null;
  readonly to: string | null;
  readonly track?: string | null;
}

export const ALL_TIME: Window = { from: null, to: null };

/** Of all time and all tracks. */
export const isAll = ({ from, to, track = null }: Window): boolean => from === null && to === null && track === null;
