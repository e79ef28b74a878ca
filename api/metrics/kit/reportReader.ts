import type { Outline, Problem, Video } from '@marginalia/contract';
import type { CourseScope } from '../../auth/scope';
import type { Window } from './window';

/** The reports that other reports are made of. */
export interface ReportReader {
  /** @throws ApiError unknown_course */
  outline(scope: CourseScope, window: Window): Promise<Outline>;
  /** @throws ApiError unknown_course, unknown_block, wrong_block_type */
  problem(scope: CourseScope, block: string, window: Window): Promise<Problem>;
  /** @throws ApiError unknown_course, unknown_block, wrong_block_type */
  video(scope: CourseScope, block: string, window: Window): Promise<Video>;
}
