import { type XmlElement, XmlError, parseXml } from '../lib/xml';
import { CourseFormatError } from './errors';

/** A definition that is missing or cannot be read: the block has a place, but nobody knows what it is. */
export class DefinitionError extends Error {
  override readonly name = 'DefinitionError';
  constructor(
    readonly path: string,
    reason: string,
  ) {
    super(reason);
  }
}

/** A course's files by path below its folder. */
export class OlxFiles {
  constructor(readonly files: ReadonlyMap<string, Buffer>) {}

  has(path: string): boolean {
    return this.files.has(path);
  }

  /** @throws DefinitionError where it is missing or no UTF-8 */
  text(path: string): string {
    const bytes = this.files.get(path);
    if (!bytes) throw new DefinitionError(path, 'it is not in the archive');
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
      throw new DefinitionError(path, 'it is not UTF-8');
    }
  }

  /** @throws DefinitionError */
  xml(path: string): XmlElement {
    try {
      return parseXml(this.text(path));
    } catch (error) {
      if (error instanceof XmlError) throw new DefinitionError(path, error.message);
      throw error;
    }
  }

  /**
   * An object of a JSON file; an empty one where there is no such file.
   * @throws CourseFormatError where it is there and no JSON object
   */
  json(path: string): Record<string, unknown> {
    if (!this.has(path)) return {};
    const wrong = (why: string): CourseFormatError => new CourseFormatError(`${path} cannot be read: ${why}.`);
    try {
      const value: unknown = JSON.parse(this.text(path));
      if (isObject(value)) return value;
    } catch (error) {
      throw wrong((error as Error).message);
    }
    throw wrong('it is not a JSON object');
  }
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Characters a block's name may have: it becomes part of its key and of a path in the archive. */
const NAME = /^[\w\-~.:%]+$/;

/** The path of a block's own file; null where the name could be none. */
export const definitionPath = (type: string, name: string): string | null =>
  NAME.test(name) && NAME.test(type) && name !== '..' ? `${type}/${name.replaceAll(':', '/')}.xml` : null;
