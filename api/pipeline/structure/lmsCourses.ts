import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import * as z from 'zod';
import type { PublishedCourse } from '../../store/published';
import { lmsCall } from '../../observability/instruments';
import { readBlocksApi } from './blocksApi';

/** The LMS did not give a course; the message says why, and what to do. */
export class LmsCourseError extends Error {
  override readonly name = 'LmsCourseError';
}

/** How we sign on to the LMS as ourselves. */
export interface ServiceClient {
  readonly id: string;
  readonly secret: string;
}

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

const Token = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });

/** A large course takes the LMS a while to collect; milliseconds. */
const PATIENCE = 120_000;
/** A token is used until so long before its end, milliseconds. */
const SPARE = 60_000;
/** Bytes of an answer: it is held in memory. */
const LARGEST = 256 * 2 ** 20;
const FIELDS = 'children,graded,format,due,start,visible_to_staff_only,hide_from_toc';

/** Courses as the LMS's Blocks API has them, asked for with a service's own token. */
export class LmsCourses {
  private token: { readonly text: string; readonly until: number } | null = null;

  /** @param lmsUrl where we reach the LMS */
  constructor(
    private readonly lmsUrl: string,
    private readonly client: ServiceClient,
    private readonly fetchLms: Fetch = fetch,
    private readonly clock: () => number = Date.now,
  ) {}

  /** @throws LmsCourseError, CourseFormatError */
  async course(key: string): Promise<PublishedCourse> {
    const address = `${this.lmsUrl}/api/courses/v2/blocks/?${new URLSearchParams({
      course_id: key,
      all_blocks: 'true',
      depth: 'all',
      student_view_data: 'video',
      requested_fields: FIELDS,
    }).toString()}`;
    let response = await this.ask(address, { headers: { authorization: `JWT ${await this.signOn()}` } });
    if (response.status === 401) {
      // The key that it was signed with may have changed.
      this.token = null;
      response = await this.ask(address, { headers: { authorization: `JWT ${await this.signOn()}` } });
    }
    if (response.status === 401 || response.status === 403) {
      throw new LmsCourseError(
        `The LMS does not show the course to our service (${response.status}): make its user global staff.`,
      );
    }
    if (!response.ok) throw new LmsCourseError(`The LMS answers ${response.status} when asked for the course.`);
    const text = await this.read(response);
    const course = readBlocksApi(text);
    if (course.key !== key) throw new LmsCourseError(`The LMS answers with another course, ${course.key}.`);
    return course;
  }

  private async signOn(): Promise<string> {
    if (this.token && this.clock() < this.token.until) return this.token.text;
    const response = await this.ask(`${this.lmsUrl}/oauth2/access_token/`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: this.client.id,
        client_secret: this.client.secret,
        token_type: 'jwt',
      }).toString(),
    });
    if (response.status === 400 || response.status === 401) {
      throw new LmsCourseError(
        'The LMS does not know our service: compare MARGINALIA_LMS_CLIENT_ID and MARGINALIA_LMS_CLIENT_SECRET with its application.',
      );
    }
    const read = Token.safeParse(jsonIn(await this.read(response)));
    if (!response.ok || !read.success)
      throw new LmsCourseError(`The LMS answers ${response.status} without a token when our service signs on.`);
    this.token = { text: read.data.access_token, until: this.clock() + read.data.expires_in * 1000 - SPARE };
    return this.token.text;
  }

  private async ask(address: string, init: RequestInit): Promise<Response> {
    try {
      return await lmsCall(new URL(address).pathname.includes('/oauth2/') ? 'token' : 'course', () =>
        this.fetchLms(address, { ...init, redirect: 'error', signal: AbortSignal.timeout(PATIENCE) }),
      );
    } catch (error) {
      throw new LmsCourseError('The LMS cannot be reached.', { cause: error });
    }
  }

  private async read(response: Response): Promise<string> {
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    try {
      for await (const chunk of (response.body
        ? Readable.fromWeb(response.body as ReadableStream)
        : []) as AsyncIterable<Buffer>) {
        bytes += chunk.length;
        if (bytes > LARGEST) throw new LmsCourseError(`The LMS's answer is larger than ${LARGEST / 2 ** 20} MB.`);
        chunks.push(chunk);
      }
    } catch (error) {
      if (error instanceof LmsCourseError) throw error;
      throw new LmsCourseError("The LMS's answer was cut off.", { cause: error });
    }
    return Buffer.concat(chunks).toString('utf8');
  }
}

const jsonIn = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};
