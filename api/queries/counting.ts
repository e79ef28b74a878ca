import * as z from 'zod';

/** Learners that count: registered ones; everybody where nobody ever registered (`registered_only` 0). */
export const COUNTING = (p: { readonly registered_only: string }): string =>
  `(registered = 1 OR ${p.registered_only} = 0)`;

/** Learners enrolled now; everybody where nobody ever registered. */
export const ENROLLED = (p: { readonly registered_only: string }): string =>
  `(enrolled = 1 OR ${p.registered_only} = 0)`;

/** Values at a quarter, a half, three quarters. */
export const quarters = z.array(z.nullable(z.coerce.number()));
