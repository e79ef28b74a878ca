import * as z from 'zod';

/** Learners that count: registered ones; everybody where nobody ever registered (`registered_only` 0). */
export const IN_POPULATION = (p: { readonly registered_only: string }): string =>
  `(registered = 1 OR ${p.registered_only} = 0)`;

/** The same in several courses; `open`: those where nobody ever registered. */
export const IN_POPULATIONS = (p: { readonly open: string }): string => `(registered = 1 OR course_key IN ${p.open})`;

/** Learners enrolled now; everybody where nobody ever registered. */
export const ENROLLED = (p: { readonly registered_only: string }): string =>
  `(enrolled = 1 OR ${p.registered_only} = 0)`;

/** Days (UTC) that begin before a moment, seconds since 1970: what came after the end of a course counts for nothing. */
export const DAYS_BEFORE = (at: string, days = 'days'): string =>
  `arrayFilter(d -> toInt64(toUInt16(d)) * 86400 < ${at}, ${days})`;

/**
 * The last activity up to a moment; 0: none. To the second, but for who came after the moment as well: then the end of
 * the last day before it.
 */
export const LAST_ACTIVE_UNTIL = (at: string): string => `
  toInt64(multiIf(first_active = 0 OR first_active > ${at}, 0, last_active <= ${at}, last_active,
                  greatest(first_active, least(${at}, (toInt64(toUInt16(arrayMax(${DAYS_BEFORE(at)}))) + 1) * 86400 - 1))))`;

/** Values at a quarter, a half, three quarters. */
export const quarters = z.array(z.nullable(z.coerce.number()));
