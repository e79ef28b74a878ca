import type { WindowQuery } from '@marginalia/contract';
import { ApiError } from '../lib/apiError';
import type { Window } from '../metrics/reports';

/** @throws ApiError invalid_request where it begins after its end */
export const windowOf = ({ from, to, track }: WindowQuery): Window => {
  if (from && to && from >= to)
    throw new ApiError('invalid_request', { issues: [{ where: '/from', message: 'must lie before "to"' }] });
  return { from: from ?? null, to: to ?? null, track: track ?? null };
};
