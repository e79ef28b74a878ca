import type { Actors } from '../pipeline/tracking/actors';
import { ANY } from '../pipeline/tracking/names';
import { TRANSFORMER_VERSION, type TransformOptions } from '../pipeline/transform';

/** How events become statements that are stored: the same from a log and from the event bus. */
export const transformOptions = (
  lmsUrl: string,
  { actorOf }: Actors,
  courses: ReadonlyMap<string, string>,
  strict: boolean,
): TransformOptions => ({
  lmsUrl,
  actorOf,
  // A course that nobody has a name for goes by its key: its events count all the same.
  courseNameOf: (course) => courses.get(course) ?? courses.get(ANY) ?? course,
  transformerVersion: TRANSFORMER_VERSION,
  strict,
  asLive: true,
});
