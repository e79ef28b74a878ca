import { type XmlElement, XmlError, parseXml } from '../../lib/xml';

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
  /** Paths in one Unicode form: some systems write accents of file names apart from their letters. */
  private readonly paths: ReadonlyMap<string, string>;

  constructor(readonly files: ReadonlyMap<string, Buffer>) {
    this.paths = new Map([...files.keys()].map((path) => [path.normalize(), path]));
  }

  has(path: string): boolean {
    return this.bytes(path) !== undefined;
  }

  private bytes(path: string): Buffer | undefined {
    return this.files.get(path) ?? this.files.get(this.paths.get(path.normalize()) ?? '');
  }

  /** @throws DefinitionError where it is missing or no UTF-8 */
  text(path: string): string {
    const bytes = this.bytes(path);
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
   * An object of a JSON file; an empty one where there is no such file, and where it is no JSON object: Open edX goes on
   * without it then, too.
   * @param onUnreadable is called with why it is no JSON object
   */
  json(path: string, onUnreadable: (reason: string) => void): Record<string, unknown> {
    if (!this.has(path)) return {};
    try {
      const value: unknown = JSON.parse(this.text(path));
      if (isObject(value)) return value;
      onUnreadable('it is not a JSON object');
    } catch (error) {
      onUnreadable((error as Error).message);
    }
    return {};
  }
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Characters a block's name may have, letters of any script: it becomes part of its key and of a path in the archive. */
const NAME = /^[\p{L}\p{M}\p{N}_\-~.:%]+$/u;

/** The path of a block's own file; null where the name could be none. */
export const definitionPath = (type: string, name: string): string | null =>
  NAME.test(name) && NAME.test(type) && !/^\.+$/.test(name) ? `${type}/${name.replaceAll(':', '/')}.xml` : null;

/**
 * A block's name as Open edX gives it: its url_name, an older slug, else made of its name or title. '' where it has none:
 * Open edX then makes one of the source's bytes.
 */
export const blockName = ({ attributes }: XmlElement): string => {
  const { url_name: own, slug, name, display_name: title } = attributes;
  return own || slug || cleaned(name ?? title ?? '');
};

const cleaned = (text: string): string => text.replace(/[^\p{L}\p{N}_.%-]/gu, '_').replace(/_+/g, '_');
