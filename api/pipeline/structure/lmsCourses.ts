import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import * as z from 'zod';
import type { PublishedCourse } from '../../store/published';
import { lmsCall } from '../../observability/instruments';
import { readBlocksApi } from './blocksApi';
import { type BlockOlx, readUnitOlx } from './unitOlx';

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
const TIMEOUT_MS = 120_000;
/** A token is used until so long before its end, milliseconds. */
const SPARE = 60_000;
/** Bytes of a response: it is held in memory. */
const LARGEST_BODY = 256 * 2 ** 20;
const FIELDS = 'children,graded,format,due,start,visible_to_staff_only,hide_from_toc';

/** What is read of a unit's files, and of how many. */
const TRANSCRIPT = /\.(srt|sjson|vtt)$/i;
const MOST_FILES = 30;
/** An address without a host is read as if it had this one. */
const ANY_HOST = 'http://studio';

type Part = 'The LMS' | 'Studio';

/** Courses as the LMS's Blocks API has them, and units as Studio exports them, asked for with a service's own token. */
export class LmsCourses {
  private token: { readonly text: string; readonly until: number } | null = null;

  /**
   * @param lmsUrl where we reach the LMS
   * @param studioUrl where we reach Studio; null: nobody knows
   */
  constructor(
    private readonly lmsUrl: string,
    private readonly studioUrl: string | null,
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
    const response = await this.signedOn('The LMS', address);
    refuseStranger('The LMS', response);
    if (!response.ok) throw new LmsCourseError(`The LMS answers ${response.status} when asked for the course.`);
    const course = readBlocksApi(await this.read('The LMS', response));
    if (course.key !== key) throw new LmsCourseError(`The LMS answers with another course, ${course.key}.`);
    return course;
  }

  /**
   * What is in a unit's blocks, with the transcripts of its videos, by usage key. Studio shows its authors' draft: ask
   * right after the unit was published.
   * @returns null where there is no such unit any more
   * @throws LmsCourseError, CourseFormatError
   */
  async unit(key: string): Promise<Map<string, BlockOlx> | null> {
    const response = await this.inStudio(`/api/olx-export/v1/xblock/${encodeURIComponent(key)}/`);
    if (response.status === 404) return null;
    refuseStranger('Studio', response);
    if (!response.ok) throw new LmsCourseError(`Studio answers ${response.status} when asked for a unit.`);
    const found = new Map<string, BlockOlx>();
    for (const [id, { olx, static_files: named }] of Object.entries(readUnitOlx(await this.read('Studio', response)))) {
      const files = new Map<string, Buffer>();
      const transcripts = Object.entries(named ?? {}).filter(([name]) => TRANSCRIPT.test(name));
      for (const [name, { url }] of transcripts.slice(0, MOST_FILES)) {
        const bytes = await this.file(url);
        if (bytes !== null) files.set(name, bytes);
      }
      found.set(id, { olx, files });
    }
    return found;
  }

  /**
   * A file of a block. Only Studio is asked, whatever host the address names: our token goes nowhere else.
   * @returns null where Studio does not give it
   */
  private async file(url: string): Promise<Buffer | null> {
    if (!URL.canParse(url, ANY_HOST)) return null;
    const { pathname, search } = new URL(url, ANY_HOST);
    const response = await this.inStudio(`${pathname}${search}`);
    return response.ok ? Buffer.from(await this.read('Studio', response)) : null;
  }

  private inStudio(path: string): Promise<Response> {
    if (this.studioUrl === null) throw new LmsCourseError("Studio's address is not known: set STUDIO_BASE_URL.");
    return this.signedOn('Studio', `${this.studioUrl}${path}`);
  }

  private async signedOn(whom: Part, address: string): Promise<Response> {
    const ask = async (): Promise<Response> =>
      this.ask(whom, address, { headers: { authorization: `JWT ${await this.signOn()}` } });
    let response = await ask();
    if (response.status === 401) {
      // The key that it was signed with may have changed.
      this.token = null;
      response = await ask();
    }
    return response;
  }

  private async signOn(): Promise<string> {
    if (this.token && this.clock() < this.token.until) return this.token.text;
    const response = await this.ask('The LMS', `${this.lmsUrl}/oauth2/access_token/`, {
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
    const read = Token.safeParse(jsonIn(await this.read('The LMS', response)));
    if (!response.ok || !read.success)
      throw new LmsCourseError(`The LMS answers ${response.status} without a token when our service signs on.`);
    this.token = { text: read.data.access_token, until: this.clock() + read.data.expires_in * 1000 - SPARE };
    return this.token.text;
  }

  private async ask(whom: Part, address: string, init: RequestInit): Promise<Response> {
    try {
      return await lmsCall(new URL(address).pathname.includes('/oauth2/') ? 'token' : 'course', () =>
        this.fetchLms(address, { ...init, redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) }),
      );
    } catch (error) {
      throw new LmsCourseError(`${whom} cannot be reached.`, { cause: error });
    }
  }

  private async read(whom: Part, response: Response): Promise<string> {
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    try {
      for await (const chunk of (response.body
        ? Readable.fromWeb(response.body as ReadableStream)
        : []) as AsyncIterable<Buffer>) {
        bytes += chunk.length;
        if (bytes > LARGEST_BODY)
          throw new LmsCourseError(`${whom} answers with more than ${LARGEST_BODY / 2 ** 20} MB.`);
        chunks.push(chunk);
      }
    } catch (error) {
      if (error instanceof LmsCourseError) throw error;
      throw new LmsCourseError(`${whom} was cut off in the middle of its answer.`, { cause: error });
    }
    return Buffer.concat(chunks).toString('utf8');
  }
}

/** @throws LmsCourseError where the service's user may not see the course */
const refuseStranger = (whom: Part, { status }: Response): void => {
  if (status === 401 || status === 403)
    throw new LmsCourseError(
      `${whom} does not show the course to our service (${status}): make its user global staff.`,
    );
};

const jsonIn = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};
