import { resolve } from 'node:path';
import { Command as Program, CommanderError, Option } from 'commander';
import { RunQuery, WindowQuery } from '@marginalia/contract';
import { blockInRun, courseInRun } from '../lib/usageKey';
import { TRANSFORMER_VERSION } from '../pipeline/transform';
import type { Command } from './command';
import { extensionProgram, extensionReport } from './extension/command';
import { HOSTS, type Host } from './slots';
import { filePath } from './stdin';

/** Help was asked for, or the words are off: `text` is shown, and `status` is how the process ends. */
export class Usage extends Error {
  override readonly name = 'Usage';
  constructor(
    readonly text: string,
    readonly status: number,
  ) {
    super(text);
  }
}

/** Of a file beside those that are read: null where none was named. @throws CommanderError where it is standard input */
const otherPath = (name: string | undefined): string | null => {
  if (!name) return null;
  const path = filePath(name);
  if (path !== '-') return path;
  throw new CommanderError(2, 'marginalia.stdin', `${name} stands for standard input; name a file here`);
};

/** @throws CommanderError where standard input, which can be read once, is named twice */
const inputPaths = (names: readonly string[]): string[] => {
  const paths = names.map(filePath);
  if (paths.indexOf('-') !== paths.lastIndexOf('-')) {
    throw new CommanderError(2, 'marginalia.stdin', 'standard input is named twice; it can be read once only');
  }
  return paths;
};

/** @throws Usage */
export const parseCommand = (argv: readonly string[]): Command => {
  // A metric of an extension has parameters of its own, which nobody knows here.
  const ofExtension = extensionReport(argv);
  if (ofExtension) return ofExtension;
  let command: Command | null = null;
  let text = '';
  const take = (found: Command): void => {
    command = found;
  };
  const program = new Program('marginalia')
    .description('Learning analytics in the margin of an Open edX course.')
    .exitOverride()
    .configureOutput({ writeOut: (part) => (text += part), writeErr: (part) => (text += part) })
    .showHelpAfterError('(marginalia --help lists the commands)');

  program
    .command('serve')
    .description('the API; with --demo, also a stand-in LMS, a demo course and pages to look at it')
    .option('--demo', 'serve the demonstration', false)
    .action((options: { demo: boolean }) => take({ name: 'serve', demo: options.demo }));

  program
    .command('migrate')
    .description('makes or upgrades our tables; safe to repeat')
    .action(() => take({ name: 'migrate' }));

  const load = program.command('load').description('loads statements or course structure; safe to repeat');
  interface LoadFlags {
    rejects?: string;
    course?: string;
    contentOnly?: boolean;
    wait?: boolean;
  }
  const loadCommand = (what: 'xapi' | 'course'): Program =>
    load
      .command(`${what} <files...>`)
      .option('--rejects <file>', 'where lines that were not accepted go, with line number and reason')
      .option('--wait', 'return when extensions have counted it, too')
      .action((files: string[], { rejects, course, contentOnly, wait }: LoadFlags) =>
        take({
          name: 'load',
          what,
          files: inputPaths(files),
          rejects: otherPath(rejects),
          ...(course === undefined ? {} : { courseKey: course }),
          ...(contentOnly ? { contentOnly } : {}),
          ...(wait ? { wait } : {}),
        }),
      );
  loadCommand('xapi').description('xAPI statements: JSON lines or a JSON array, plain or gzip; - is standard input');
  loadCommand('course')
    .description(
      "a course: Studio's export (.tar.gz), an answer of the Blocks API (JSON), or Aspects' course_blocks or " +
        'course_overviews (CSV); - is standard input',
    )
    .option('--course <key>', 'load an export as this course, where it was imported into another than it came from')
    .option('--content-only', 'store what is in the blocks; the structure is written by others, as on an Aspects site');

  interface TrackingOptions {
    rejects?: string;
    follow: boolean;
    actors?: string;
    courses?: string;
    pseudonyms: boolean;
    lmsUrl?: string;
    strict: boolean;
  }
  load
    .command('tracking <files...>')
    .description(
      "tracking logs, made into the statements that the LMS's own pipeline makes; plain or gzip; - is standard input",
    )
    .option('--follow', 'goes on as the files grow, until it is told to stop', false)
    .option('--rejects <file>', 'where lines that were not accepted go, with line number and reason')
    .option('--actors <file>', "who learners are: CSV user,actor (* matches any), or Aspects' table external_id")
    .option('--pseudonyms', 'make ids of our own, even where Aspects has some', false)
    .option('--courses <file>', 'what courses are called: CSV course_key,name')
    .option('--lms-url <url>', "the LMS's address, where LMS_BASE_URL does not say it")
    .option('--strict', 'no statements for events that event-routing-backends leaves aside', false)
    .action((files: string[], options: TrackingOptions) => {
      const { rejects, follow, actors, courses, pseudonyms, lmsUrl, strict } = options;
      if (follow && inputPaths(files).includes('-')) {
        throw new CommanderError(2, 'marginalia.follow', '--follow needs files: - ends by itself');
      }
      if (actors && pseudonyms) {
        throw new CommanderError(2, 'marginalia.actors', '--actors and --pseudonyms exclude each other');
      }
      take({
        name: 'load',
        what: 'tracking',
        files: inputPaths(files),
        rejects: otherPath(rejects),
        follow,
        actors: otherPath(actors),
        courses: otherPath(courses),
        pseudonyms,
        lmsUrl: lmsUrl?.replace(/\/+$/, '') ?? null,
        strict,
      });
    });

  interface TransformFlags {
    rejects?: string;
    actors?: string;
    courses?: string;
    lmsUrl?: string;
    transformerVersion: string;
    strict: boolean;
    asLive: boolean;
  }
  program
    .command('transform <files...>')
    .description('tracking logs in, xAPI statements out, a line each; nothing is stored; - is standard input')
    .option('--lms-url <url>', "the LMS's address, where LMS_BASE_URL does not say it")
    .option('--actors <file>', "who learners are: CSV user,actor (* matches any), or Aspects' table external_id")
    .option('--courses <file>', 'what courses are called: CSV course_key,name (* matches any); otherwise their keys')
    .option('--transformer-version <text>', 'what statements say they were made by', TRANSFORMER_VERSION)
    .option('--as-live', 'problems of several questions as live traffic has them, which load tracking stores', false)
    .option('--strict', 'no statements for events that event-routing-backends leaves aside', false)
    .option('--rejects <file>', 'where lines that were not accepted go, with line number and reason')
    .action((files: string[], flags: TransformFlags) => {
      const { rejects, actors, courses, lmsUrl, transformerVersion, strict, asLive } = flags;
      take({
        name: 'transform',
        files: inputPaths(files),
        rejects: otherPath(rejects),
        actors: otherPath(actors),
        courses: otherPath(courses),
        lmsUrl: lmsUrl ?? null,
        transformerVersion,
        strict,
        asLive,
      });
    });

  const report = program.command('report').description('the same answer as the HTTP route, as JSON');
  const ofCourse = (name: string): Program =>
    report
      .command(name)
      .requiredOption('--course <key>', 'course key')
      .option('--run <run>', 'the same of another run of the course');
  const reportOptions = (name: string): Program =>
    ofCourse(name)
      .addOption(new Option('--from <date>', 'from this day on (UTC)').argParser(date))
      .addOption(new Option('--to <date>', 'before this day (UTC)').argParser(date))
      .option('--track <mode>', 'only learners enrolled in this mode, such as verified');
  interface ReportOptions {
    course: string;
    block?: string;
    from?: string;
    to?: string;
    track?: string;
    run?: string;
  }
  const takeReport =
    (what: 'problem' | 'video' | 'block' | 'outline' | 'attention') =>
    ({ course, block, from, to, track, run }: ReportOptions): void => {
      if (from && to && from >= to) throw new CommanderError(2, 'marginalia.window', '--from must lie before --to');
      const [other, blockThere] = run === undefined ? [course, block] : inRun(course, block, run);
      take({
        name: 'report',
        what,
        course: other,
        block: blockThere ?? null,
        from: from ?? null,
        to: to ?? null,
        track: track ?? null,
      });
    };
  reportOptions('outline').description('one row per block').action(takeReport('outline'));
  ofCourse('attention').description('blocks that are worth a look').action(takeReport('attention'));
  for (const what of ['problem', 'video'] as const) {
    reportOptions(what)
      .description(`how learners fared with one ${what}`)
      .requiredOption('--block <usage key>', 'the block')
      .action(takeReport(what));
  }
  reportOptions('block')
    .description('how far learners get in a section, a subsection or a unit; who finished any other block')
    .requiredOption('--block <usage key>', 'the block')
    .action(takeReport('block'));

  extensionProgram(program, take);

  program
    .command('follow')
    .description('reads on as the platform goes')
    .command('bus')
    .description("the platform's event bus (MARGINALIA_EVENT_BUS_URL), until it is stopped; `serve` does the same")
    .option('--filled', 'note that what was missed on the bus was loaded from tracking logs', false)
    .action(({ filled }: { filled: boolean }) => take({ name: 'follow', what: 'bus', filled }));

  program
    .command('backup')
    .description('everything that is stored, and the key of the pseudonyms, into a new folder in another')
    .requiredOption('--to <folder>', 'where backups are kept')
    .option('--incremental', 'only what is new since the latest one there, which has to stay', false)
    .action(({ to, incremental }: { to: string; incremental: boolean }) =>
      take({ name: 'backup', to: resolve(to), incremental }),
    );

  program
    .command('restore')
    .description('a backup into an empty MARGINALIA_DATA, compared with what it was')
    .requiredOption('--from <folder>', 'a backup, or where backups are kept: then the latest')
    .action(({ from }: { from: string }) => take({ name: 'restore', from: resolve(from) }));

  program
    .command('rebuild')
    .description('recomputes all derived tables from the stored statements; goes on where it was stopped')
    .action(() => take({ name: 'rebuild' }));

  program
    .command('doctor')
    .description('checks engine, tables, freshness and sign-on; one line each, with the remedy')
    .option('--json', 'an array of {check, status, detail, remedy} instead', false)
    .action(({ json }: { json: boolean }) => take({ name: 'doctor', asJson: json }));

  program
    .command('forget <learner>')
    .description('takes one learner out everywhere, for good; goes on where it was stopped')
    .option('--rekey', 'keep what the learner did, under a random id that nobody knows', false)
    .option(
      '--user',
      "the learner is given by the LMS's user id or username, not by the id that statements have",
      false,
    )
    .option('--lms-url <url>', "with --user: the LMS's address, where LMS_BASE_URL does not say it")
    .action((learner: string, { rekey, user, lmsUrl }: { rekey: boolean; user: boolean; lmsUrl?: string }) => {
      if (learner.trim() === '') throw new CommanderError(2, 'marginalia.learner', 'whom? The id is empty');
      take({ name: 'forget', learner, rekey, isUser: user, lmsUrl: lmsUrl?.replace(/\/+$/, '') ?? null });
    });

  program
    .command('slots')
    .description('slot configuration, ready to paste')
    .addOption(new Option('--host <host>', 'where it goes').choices([...HOSTS]).makeOptionMandatory())
    .addOption(
      new Option('--api-url <address>', 'where browsers reach the API (Tutor knows it by itself)').argParser(address),
    )
    .action((options: { host: Host; apiUrl?: string }) =>
      take({ name: 'slots', host: options.host, apiUrl: options.apiUrl ?? null }),
    );

  program
    .command('openapi')
    .description('the description of the API')
    .option('--out <file>', 'write it there')
    .action((options: { out?: string }) => take({ name: 'openapi', out: otherPath(options.out) }));

  try {
    program.parse([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    throw new Usage(text || `${error.message}\n`, error.exitCode === 0 ? 0 : 2);
  }
  if (!command) throw new Usage(text || program.helpInformation(), 2);
  return command;
};

/** @returns the course and the block of the other run */
const inRun = (course: string, block: string | undefined, run: string): [string, string | undefined] => {
  const other = RunQuery.safeParse({ run }).success ? courseInRun(course, run) : null;
  const there = other === null || block === undefined ? undefined : blockInRun(block, course, other);
  if (other === null || there === null)
    throw new CommanderError(2, 'marginalia.run', '--run needs a course with a key such as course-v1:Org+Course+Run');
  return [other, there];
};

const date = (value: string): string => {
  if (!WindowQuery.safeParse({ from: value }).success) {
    throw new CommanderError(2, 'marginalia.date', `"${value}" is not a date such as 2026-03-01`);
  }
  return value;
};

/** An origin and path as it may stand between quotes of any language. */
const address = (value: string): string => {
  const trimmed = value.replace(/\/+$/, '');
  if (!/^https?:\/\/[\w.:[\]-]+(\/[\w./~-]*)?$/.test(trimmed)) {
    throw new CommanderError(2, 'marginalia.address', `"${value}" is not an address such as https://example.org`);
  }
  return trimmed;
};
