import * as z from 'zod';
import type { PublishedCourse } from '../../store/published';
import { bytesOf } from '../../lib/responseBody';
import { lmsCall } from '../../observability/instruments';
import { readBlocksApi } from './blocksApi';
import { type BlockOlx, readUnitOlx } from './unitOlx';
import { LARGEST_TRANSCRIPT } from './videoXml';

/** The LMS did not give a course; the message says why, and what to do. */
export class LmsCourseError extends Error {
  override readonly name = 'LmsCourseError';
  constructor(
    message: string,
    /** Nothing else would be given either now: nobody answers, or not to us. */
    readonly isAway: boolean,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** How we sign on to the LMS as ourselves. */
interface ServiceClient {
  readonly id: string;
  readonly secret: string;
}

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

const Token = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });

/** A large course takes the LMS a while to collect; milliseconds. */
const TIMEOUT_MS = 120_000;
/** A token is used until so long before its end, milliseconds. */
const SPARE = 60_000;
/** Bytes of an answer about a course, and about a unit: they are held in memory. */
const LARGEST_COURSE = 256 * 2 ** 20;
const LARGEST_UNIT = 32 * 2 ** 20;
/** What a proxy says of a server that is down, and a server of too many requests. */
const LATER = new Set([429, 502, 503, 504]);
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

  /**
   * @param signal ends the waiting
   * @throws LmsCourseError, CourseFormatError
   */
  async course(key: string, signal: AbortSignal): Promise<PublishedCourse> {
    const address = `${this.lmsUrl}/api/courses/v2/blocks/?${new URLSearchParams({
      course_id: key,
      all_blocks: 'true',
      depth: 'all',
      student_view_data: 'video',
      requested_fields: FIELDS,
    }).toString()}`;
    const response = await this.signedOn('The LMS', address, signal);
    await insistOn('The LMS', response, 'the course');
    const course = readBlocksApi(await textOf('The LMS', response, LARGEST_COURSE));
    if (course.key !== key) throw new LmsCourseError(`The LMS answers with another course, ${course.key}.`, false);
    return course;
  }

  /**
   * What is in a unit's blocks, with the transcripts of its videos, by usage key. Studio shows its authors' draft: ask
   * right after the unit was published.
   * @param signal ends the waiting
   * @returns null where there is no such unit any more
   * @throws LmsCourseError, CourseFormatError
   */
  async unit(key: string, signal: AbortSignal): Promise<Map<string, BlockOlx> | null> {
    const response = await this.inStudio(`/api/olx-export/v1/xblock/${encodeURIComponent(key)}/`, signal);
    if (response.status === 404) {
      await response.body?.cancel();
      return null;
    }
    await insistOn('Studio', response, key);
    const found = new Map<string, BlockOlx>();
    const blocks = readUnitOlx(await textOf('Studio', response, LARGEST_UNIT));
    for (const [id, { olx, static_files: named }] of Object.entries(blocks)) {
      const files = new Map<string, Buffer>();
      const transcripts = Object.entries(named ?? {}).filter(([name]) => TRANSCRIPT.test(name));
      for (const [name, { url }] of transcripts.slice(0, MOST_FILES)) {
        const bytes = await this.file(url, signal);
        if (bytes !== null) files.set(name, bytes);
      }
      found.set(id, { olx, files });
    }
    return found;
  }

  /**
   * A file of a block. Only Studio is asked, whatever host the address names: our token goes nowhere else.
   * @returns null where Studio does not give it. Of a file that is too large only as much as shows that.
   */
  private async file(url: string, signal: AbortSignal): Promise<Buffer | null> {
    if (!URL.canParse(url, ANY_HOST)) return null;
    const { protocol, pathname, search } = new URL(url, ANY_HOST);
    // Other addresses have paths that could go on where the name of Studio's host ends.
    if (protocol !== 'http:' && protocol !== 'https:') return null;
    const response = await this.inStudio(`${pathname}${search}`, signal);
    if (response.ok) return bodyOf('Studio', response, LARGEST_TRANSCRIPT);
    await response.body?.cancel();
    if (LATER.has(response.status)) throw new LmsCourseError(`Studio answers ${response.status}.`, true);
    return null;
  }

  private inStudio(path: string, signal: AbortSignal): Promise<Response> {
    if (this.studioUrl === null) throw new LmsCourseError("Studio's address is not known: set STUDIO_BASE_URL.", true);
    return this.signedOn('Studio', `${this.studioUrl}${path}`, signal);
  }

  private async signedOn(whom: Part, address: string, signal: AbortSignal): Promise<Response> {
    const ask = async (): Promise<Response> =>
      this.ask(whom, address, { headers: { authorization: `JWT ${await this.signOn(signal)}` } }, signal);
    const response = await ask();
    if (response.status !== 401) return response;
    await response.body?.cancel();
    // The key that it was signed with may have changed.
    this.token = null;
    return ask();
  }

  private async signOn(signal: AbortSignal): Promise<string> {
    if (this.token && this.clock() < this.token.until) return this.token.text;
    const response = await this.ask(
      'The LMS',
      `${this.lmsUrl}/oauth2/access_token/`,
      {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          client_id: this.client.id,
          client_secret: this.client.secret,
          token_type: 'jwt',
        }).toString(),
      },
      signal,
    );
    insistOnPlace('The LMS', response);
    const text = await textOf('The LMS', response, LARGEST_UNIT);
    if (response.status === 400 || response.status === 401) {
      throw new LmsCourseError(
        'The LMS does not know our service: compare MARGINALIA_LMS_CLIENT_ID and MARGINALIA_LMS_CLIENT_SECRET with its application.',
        true,
      );
    }
    const read = Token.safeParse(jsonIn(text));
    if (!response.ok || !read.success)
      throw new LmsCourseError(`The LMS answers ${response.status} without a token when our service signs on.`, true);
    this.token = { text: read.data.access_token, until: this.clock() + read.data.expires_in * 1000 - SPARE };
    return this.token.text;
  }

  private async ask(whom: Part, address: string, init: RequestInit, signal: AbortSignal): Promise<Response> {
    try {
      return await lmsCall(new URL(address).pathname.includes('/oauth2/') ? 'token' : 'course', () =>
        this.fetchLms(address, {
          ...init,
          redirect: 'manual',
          signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
        }),
      );
    } catch (error) {
      throw new LmsCourseError(`${whom} cannot be reached.`, true, { cause: error });
    }
  }
}

/** @throws LmsCourseError where it breaks off */
const bodyOf = async (whom: Part, response: Response, most: number): Promise<Buffer> => {
  try {
    return await bytesOf(response, most);
  } catch (error) {
    throw new LmsCourseError(`${whom} was cut off in the middle of its answer.`, true, { cause: error });
  }
};

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** @throws LmsCourseError */
const textOf = async (whom: Part, response: Response, most: number): Promise<string> => {
  const bytes = await bodyOf(whom, response, most);
  if (bytes.length > most) throw new LmsCourseError(`${whom} answers with more than ${most / 2 ** 20} MB.`, false);
  try {
    return utf8.decode(bytes);
  } catch (error) {
    throw new LmsCourseError(`${whom} answers in another encoding than UTF-8.`, false, { cause: error });
  }
};

/** @throws LmsCourseError where the answer is no answer about what was asked for */
const insistOn = async (whom: Part, response: Response, what: string): Promise<void> => {
  if (response.ok) return;
  await response.body?.cancel();
  insistOnPlace(whom, response);
  const { status } = response;
  if (status === 401 || status === 403)
    throw new LmsCourseError(
      `${whom} does not show the course to our service (${status}): make its user global staff.`,
      true,
    );
  throw new LmsCourseError(`${whom} answers ${status} when asked for ${what}.`, LATER.has(status));
};

/** Nobody is followed to another place: it would get our token. @throws LmsCourseError */
const insistOnPlace = (whom: Part, { status, headers }: Response): void => {
  if (status < 300 || status > 399) return;
  const there = headers.get('location') ?? '';
  const { origin, pathname } = URL.canParse(there, ANY_HOST) ? new URL(there, ANY_HOST) : new URL(ANY_HOST);
  const setting = whom === 'Studio' ? 'STUDIO_INTERNAL_URL' : 'LMS_INTERNAL_URL';
  throw new LmsCourseError(
    `${whom} answers with a redirect (${status}, to ${origin === ANY_HOST ? '' : origin}${pathname}): set ${setting} to ` +
      'the address at which it answers our service itself.',
    true,
  );
};

const jsonIn = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};
