import { createHash } from 'node:crypto';

/** How a retired user of the LMS is known after everything about them is gone. */
export const retiredHash = (user: number): string =>
  createHash('sha256')
    .update(`user ${String(user)}`)
    .digest('hex');
