import type { FastifyRequest } from 'fastify';
import type { CourseScope } from '../auth/scope';
import { ApiError } from '../lib/apiError';
import type { Ports } from './ports';
import { scopesAmong } from './gate';

/** Courses that one comparison may have besides its own. */
const MOST_BESIDE = 5;

/**
 * The courses that a comparison names (`wanted`: keys, separated by blanks), and all that whoever asks may compare with.
 * @throws ApiError invalid_request; not_course_team of a course that is not theirs, or that is not there
 */
export const authorisedPeers = async (
  ports: Ports,
  request: FastifyRequest,
  own: CourseScope,
  wanted: string,
): Promise<{ readonly beside: CourseScope[]; readonly candidates: string[] }> => {
  const keys = wanted.split(' ').filter((key) => key !== '');
  if (keys.length > MOST_BESIDE || new Set(keys).size !== keys.length)
    throw new ApiError('invalid_request', {
      issues: [{ where: '/with', message: `at most ${MOST_BESIDE} course keys, each once` }],
    });
  const { scopes } = await scopesAmong(ports, request, await ports.services().team.courses());
  const beside = keys.map((key) => {
    const scope = scopes.find((one) => one.courseKey === key);
    // whether there is such a course is not disclosed either
    if (!scope || key === own.courseKey) throw new ApiError('not_course_team');
    return scope;
  });
  return { beside, candidates: scopes.map((one) => one.courseKey) };
};
