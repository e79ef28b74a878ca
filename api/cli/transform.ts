import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { InputError, openInput, readBytes } from '../pipeline/ingest/lines';
import { type CutLine, LineCutter } from '../pipeline/tracking/cutLines';
import { ANY, NamesError, readActorFile, readCourseFile, userKey } from '../pipeline/tracking/names';
import { type TransformOptions, parseLine, transformEvent } from '../pipeline/transform';
import type { Command } from './command';
import { Rejects, checkFiles, isNothing, reportCounts } from './intake';
import { CommandError, EXIT, type Io } from './io';

type TransformCommand = Extract<Command, { name: 'transform' }>;

interface Counts {
  read: number;
  accepted: number;
  /** Always 0: nothing is stored that a line could be there already. */
  duplicate: number;
  rejected: number;
  /** Blank lines, comments, and events that no statement is made of. */
  ignored: number;
  statements: number;
}

/**
 * `transform`: lines of tracking logs in, a line for each statement out. Nothing is stored, and no database is needed.
 * @param lmsBaseUrl what the environment says, where the command does not
 * @param output where statements go; no more of them are kept in memory than it takes
 */
export const transform = async (
  command: TransformCommand,
  lmsBaseUrl: string | undefined,
  io: Io,
  output: Writable,
): Promise<number> => {
  const started = Date.now();
  checkFiles(command.files, command.rejects);
  const options = openOptions(command, lmsBaseUrl);
  const rejects = await Rejects.open(command.rejects, io);
  const counts: Counts = { read: 0, accepted: 0, duplicate: 0, rejected: 0, ignored: 0, statements: 0 };

  let wasNothing = false;
  for (const file of command.files) {
    if (io.signal.aborted) break;
    const before = counts.read;
    for await (const lines of readNumberedLines(file, io)) {
      let text = '';
      for (const line of lines) {
        counts.read += 1;
        const made = line.problem === undefined ? statementsOf(line.text, options) : { reason: line.problem };
        if (made === 'ignored') counts.ignored += 1;
        else if ('reason' in made) {
          counts.rejected += 1;
          rejects.add({ file, line: line.number, reason: made.reason });
        } else {
          counts.accepted += 1;
          counts.statements += made.lines.length;
          for (const statement of made.lines) text += `${statement}\n`;
        }
      }
      await write(output, text, io.signal);
      if (io.isTerminal) io.err(`\r${counts.read} lines read, ${counts.rejected} rejected`);
    }
    wasNothing ||= isNothing(io, file, counts.read - before);
  }
  if (io.isTerminal) io.err('\r\u001b[K');
  await rejects.close();
  const status = reportCounts(io, counts, started, wasNothing);
  return io.signal.aborted ? EXIT.stopped : status;
};

/** Waits while whoever reads the output is behind. */
const write = async (output: Writable, text: string, signal: AbortSignal): Promise<void> => {
  if (text === '' || output.write(text) || signal.aborted) return;
  await once(output, 'drain', { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
};

interface NumberedLine {
  readonly number: number;
  readonly text: string;
  readonly problem?: string | undefined;
}

/** Every line of a file, blank ones too, as many at a time as are read at once. Input that ends in the middle is one more. */
async function* readNumberedLines(file: string, io: Io): AsyncGenerator<NumberedLine[]> {
  const input = openInput(file, io.stdin);
  const stop = (): void => void input.destroy();
  io.signal.addEventListener('abort', stop);
  const cutter = new LineCutter();
  let number = 0;
  const numbered = (lines: Iterable<CutLine>): NumberedLine[] =>
    Array.from(lines, ({ text, problem }) => ({ number: (number += 1), text, problem }));
  try {
    for await (const chunk of readBytes(input)) yield numbered(cutter.push(chunk));
    yield numbered(cutter.end());
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    if (!io.signal.aborted) yield [{ number: number + 1, text: '', problem: error.message }];
  } finally {
    io.signal.removeEventListener('abort', stop);
  }
}

const statementsOf = (
  text: string,
  options: TransformOptions,
): { lines: string[] } | 'ignored' | { reason: string } => {
  const parsed = parseLine(text);
  if (parsed.kind === 'blank') return 'ignored';
  if (parsed.kind === 'rejected') return parsed;
  const made = transformEvent(parsed.event, options);
  if (made.kind === 'ignored') return 'ignored';
  if (made.kind === 'rejected') return made;
  return { lines: made.statements.map((statement) => JSON.stringify(statement)) };
};

/** @throws CommandError */
const openOptions = (command: TransformCommand, lmsBaseUrl: string | undefined): TransformOptions => {
  const lmsUrl = (command.lmsUrl ?? lmsBaseUrl ?? '').replace(/\/+$/, '');
  if (lmsUrl === '') {
    throw new CommandError(
      "The LMS's address is part of every statement: give --lms-url https://lms.example.org, or set LMS_BASE_URL.",
    );
  }
  if (command.actors === null) {
    throw new CommandError(
      'Who the learners are is part of every statement: give --actors FILE, a CSV file with lines such as ' +
        '1234,2f6c… (user,actor), where * stands for any user.',
    );
  }
  try {
    const actors = readActorFile(command.actors);
    const courses = command.courses === null ? null : readCourseFile(command.courses);
    return {
      lmsUrl,
      actorOf: (user) => actors.get(userKey(user)) ?? actors.get(ANY) ?? null,
      // Without a file a course goes by its key; with one, a course that is not in it is unknown.
      courseNameOf: (key) => (courses === null ? key : (courses.get(key) ?? courses.get(ANY) ?? null)),
      transformerVersion: command.transformerVersion,
      strict: command.strict,
      asLive: command.asLive,
    };
  } catch (error) {
    if (error instanceof NamesError) throw new CommandError(error.message);
    throw error;
  }
};
