import { ApiError } from './apiError';

/** What was asked for. @throws ApiError invalid_request, which says where it is not what a schema describes */
export const parsed = <T>(
  schema: {
    safeParse(
      value: unknown,
    ):
      | { success: true; data: T }
      | { success: false; error: { issues: readonly { path: PropertyKey[]; message: string }[] } };
  },
  query: Record<string, unknown>,
): T => {
  const found = schema.safeParse(query);
  if (found.success) return found.data;
  throw new ApiError('invalid_request', {
    issues: found.error.issues.map(({ path, message }) => ({ where: `/${path.join('/')}`, message })),
  });
};
