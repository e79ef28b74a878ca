import { camelCaseObject, getConfig } from '@edx/frontend-platform';
import { getAuthenticatedHttpClient } from '@edx/frontend-platform/auth';

interface DemoCourse {
  readonly key: string;
  readonly name: string;
}

interface DemoPerson {
  readonly username: string;
  readonly name: string;
  /** Who this is, in words. */
  readonly description: string;
}

/** A node of the course tree as the host has it: the keys we use, of many more. */
export interface XBlockNode {
  readonly id: string;
  readonly displayName: string;
  readonly category: string;
  readonly hasChildren?: boolean;
  readonly published?: boolean;
  readonly visibilityState?: string;
  readonly graded?: boolean;
  readonly childInfo?: { readonly displayName?: string; readonly children?: readonly XBlockNode[] };
}

/** One block of a unit, with exactly the keys the host hands its sidebar slot. */
export interface UnitXBlock {
  readonly id: string;
  readonly blockId: string;
  readonly name: string;
  readonly blockType: string;
  readonly actions: object;
  readonly userPartitionInfo: object;
  readonly userPartitions: readonly unknown[];
}

const get = async (path: string): Promise<unknown> => {
  const base: string = getConfig().STUDIO_BASE_URL;
  const response = await getAuthenticatedHttpClient().get(`${base}${path}`);
  return response.data;
};

export const fetchCourses = async () => ((await get('/demo/courses')) as { courses: DemoCourse[] }).courses;

export const fetchPeople = async () => ((await get('/demo/people')) as { people: DemoPerson[] }).people;

/** The course with its whole tree, in the host's own spelling of keys. */
export const fetchOutline = async (courseId: string): Promise<XBlockNode> => {
  const index = await get(`/api/contentstore/v1/course_index/${encodeURIComponent(courseId)}`);
  return (camelCaseObject(index as object) as { courseStructure: XBlockNode }).courseStructure;
};

/** The blocks of a unit, shaped as the real unit page shapes them. */
export const fetchUnit = async (unitId: string): Promise<{ isPublished: boolean; xBlocks: UnitXBlock[] }> => {
  const response = await get(`/api/contentstore/v1/container/${encodeURIComponent(unitId)}/children`);
  const { children, isPublished } = camelCaseObject(response as object) as {
    children: Omit<UnitXBlock, 'id'>[];
    isPublished: boolean;
  };
  return { isPublished, xBlocks: children.map((child) => ({ ...child, id: child.blockId })) };
};

export const signIn = (username: string) =>
  getAuthenticatedHttpClient().post(`${window.location.origin}/demo/sign-in`, { username }, { isCsrfExempt: true });
