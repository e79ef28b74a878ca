import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';

/** A table of names cannot be used: the message says what to do. */
export class NamesError extends Error {
  override readonly name = 'NamesError';
}

/** Rows of a CSV file with or without a line of names, each with the number of its line. */
const readRows = (file: string): { line: number; cells: string[] }[] => {
  try {
    const records = parse(readFileSync(file), {
      bom: true,
      trim: true,
      relax_column_count: true,
      skip_empty_lines: true,
      info: true,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    return records.map(({ record, info }) => ({ line: info.lines, cells: record }));
  } catch (error) {
    throw new NamesError(`${file} cannot be read as CSV: ${(error as Error).message}`);
  }
};

/** `*` stands for every name that is not there. */
export const ANY = '*';

/**
 * A learner's id by what events name the learner by: the user's id (as digits) and the username. Either two columns
 * `user,actor`, or the event sink's table `external_id` with its line of names.
 * @throws NamesError
 */
export const readActorFile = (file: string): Map<string, string> => {
  const [first, ...rest] = readRows(file);
  if (!first) throw new NamesError(`${file} is empty; lines such as 1234,2f6c… (user,actor) are needed.`);
  const actors = new Map<string, string>();
  const at = (name: string): number => first.cells.indexOf(name);
  const add = (line: number, user: string, actor: string): void => {
    if (user === '' || actor === '') throw new NamesError(`${file}, line ${line}: a user and an actor are needed.`);
    if (/[@\s]/.test(actor)) {
      throw new NamesError(
        `${file}, line ${line}: an actor must be an id such as a UUID, and never an address or a name.`,
      );
    }
    const other = actors.get(userKey(user));
    if (other !== undefined && other !== actor) {
      throw new NamesError(`${file}, line ${line}: this user has another actor on an earlier line.`);
    }
    actors.set(userKey(user), actor);
  };
  if (at('external_user_id') >= 0) {
    const [id, kind, name, number, dumped] = [
      at('external_user_id'),
      at('external_id_type'),
      at('username'),
      at('user_id'),
      at('time_last_dumped'),
    ];
    if (name < 0 && number < 0) throw new NamesError(`${file}: a column user_id or username is needed.`);
    const ours = rest.filter(({ cells }) => kind < 0 || cells[kind]?.toLowerCase() === 'xapi');
    // The table keeps every dump; the latest counts.
    const byTime = [...ours].sort((a, b) => compare(a.cells[dumped] ?? '', b.cells[dumped] ?? ''));
    for (const { cells } of byTime) {
      for (const user of [cells[number], cells[name]]) if (user) actors.set(userKey(user), cells[id] ?? '');
    }
    return actors;
  }
  const isHeader = first.cells[0]?.toLowerCase() === 'user' && first.cells[1]?.toLowerCase() === 'actor';
  for (const { line, cells } of isHeader ? rest : [first, ...rest]) add(line, cells[0] ?? '', cells[1] ?? '');
  return actors;
};

/** Course names: two columns `course_key,name`, with or without that line. @throws NamesError */
export const readCourseFile = (file: string): Map<string, string> => {
  const rows = readRows(file);
  const isHeader = rows[0]?.cells[0]?.toLowerCase() === 'course_key';
  return new Map(
    (isHeader ? rows.slice(1) : rows).map(({ line, cells: [course = '', name = ''] }) => {
      if (course === '') throw new NamesError(`${file}, line ${line}: a course key and a name are needed.`);
      return [course, name];
    }),
  );
};

/** An id is the same however it is padded; a name is taken as it is. */
export const userKey = (user: string): string => {
  const name = user.trim();
  return /^\d{1,15}$/.test(name) ? String(Number(name)) : name;
};

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
