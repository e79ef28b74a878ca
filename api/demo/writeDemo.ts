import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { type DemoOptions, generateDemo } from './course';

/** The files of a demo, to be loaded with `load course` (the CSV files and the exports) and `load xapi` (the statements). */
interface DemoFiles {
  readonly courseBlocks: string;
  readonly courseOverviews: string;
  /** What is in the blocks of each run, `course-v1_<org>_<number>_<run>.tar.gz`. */
  readonly studioExports: readonly string[];
  readonly statements: string;
  /** The courses in them. */
  readonly courses: readonly string[];
  /** Lines in `statements`, duplicates included. */
  readonly lines: number;
}

type Cell = string | number | boolean;

const cell = (value: Cell): string => (typeof value === 'string' ? `"${value.replaceAll('"', '""')}"` : String(value));

/** CSV with a head line; texts are quoted, numbers and booleans are not. */
const csv = (rows: readonly object[]): string => {
  const columns = Object.keys(rows[0] ?? {});
  const lines = rows.map((row) =>
    Object.values<Cell>(row as Record<string, Cell>)
      .map(cell)
      .join(','),
  );
  return [columns.join(','), ...lines, ''].join('\n');
};

/** Lines per piece handed to the compressor: one call per line costs more than the compression. */
const PIECE = 500;

/**
 * Writes `course_blocks.csv`, `course_overviews.csv` (the columns of Aspects' tables, with a head line), each run as
 * Studio exports it, and `statements.jsonl.gz` into a folder, which is made where it is missing. The same options give the same bytes.
 */
export const writeDemo = async (folder: string, options: DemoOptions = {}): Promise<DemoFiles> => {
  const demo = generateDemo(options);
  await mkdir(folder, { recursive: true });
  const courseBlocks = path.join(folder, 'course_blocks.csv');
  const courseOverviews = path.join(folder, 'course_overviews.csv');
  const statements = path.join(folder, 'statements.jsonl.gz');
  await writeFile(courseBlocks, csv(demo.courseBlocks));
  await writeFile(courseOverviews, csv(demo.courseOverviews));

  const studioExports = await Promise.all(
    (await demo.studioExports()).map(async ({ courseKey, archive }) => {
      const file = path.join(folder, `${courseKey.replace(/[^\w-]/g, '_')}.tar.gz`);
      await writeFile(file, archive);
      return file;
    }),
  );

  let lines = 0;
  function* pieces(): Iterable<string> {
    let piece: string[] = [];
    for (const statement of demo.statements) {
      lines += 1;
      piece.push(JSON.stringify(statement));
      if (piece.length === PIECE) {
        yield `${piece.join('\n')}\n`;
        piece = [];
      }
    }
    if (piece.length > 0) yield `${piece.join('\n')}\n`;
  }
  await pipeline(Readable.from(pieces()), createGzip({ level: 4 }), createWriteStream(statements));
  return {
    courseBlocks,
    courseOverviews,
    studioExports,
    statements,
    lines,
    courses: demo.courses.map(({ key }) => key),
  };
};
