import { type Command as Program, Option } from 'commander';
import { resolve } from 'node:path';
import { existsSync } from 'node:fs';
import type { Shipped } from '../../extension/package/bundle';

/** A command about extensions, with absolute paths. */
export interface ExtensionCommand {
  readonly name: 'extension';
  readonly action:
    | 'new'
    | 'dev'
    | 'test'
    | 'pack'
    | 'add'
    | 'enable'
    | 'status'
    | 'rollback'
    | 'pause'
    | 'disable'
    | 'remove'
    | 'run'
    | 'load'
    | 'outbox'
    | 'outline'
    | 'docs'
    | 'secret'
    | 'connect';
  /** A name, a path, a package; '' where none is needed. */
  readonly target: string;
  readonly courses: 'all' | readonly string[] | null;
  readonly grants: readonly string[];
  readonly wait: boolean;
  readonly yes: boolean;
  /** Nothing, in the place of a name. */
  readonly none: boolean;
  readonly accept: boolean;
  readonly from: string;
  readonly scope: string;
  readonly events: readonly string[];
  readonly structure: string | null;
  /** Rows for a source, and where those go that were not accepted. */
  readonly files: readonly string[];
  readonly rejects: string | null;
  readonly out: string | null;
  /** Of a server of others: what it is called here, how long it may take. */
  readonly as: string | null;
  readonly deadline: string;
  readonly experimental: boolean;
  /** Of a secret: its name in the definition, and whether to say which there are. */
  readonly key: string;
  readonly list: boolean;
  /** Whether the connection is ended, or the secret deleted. */
  readonly remove: boolean;
  /** What was read where the command was typed: the service may see other files, and other packages. */
  readonly shipped?: Shipped;
}

interface Flags {
  courses?: string[];
  grant?: string[];
  wait?: boolean;
  yes?: boolean;
  none?: boolean;
  accept?: boolean;
  from?: string;
  scope?: string;
  events?: string[];
  structure?: string;
  rejects?: string;
  out?: string;
  as?: string;
  deadline?: string;
  experimental?: boolean;
  list?: boolean;
  remove?: boolean;
}

/** A path as it is from anywhere; what is no path here may be one of the examples that come with Marginalia, or a package. */
const pathOf = (text: string): string => (existsSync(text) ? resolve(text) : text);

export const extensionProgram = (program: Program, take: (command: ExtensionCommand) => void): void => {
  const extension = program
    .command('extension')
    .description('metrics, views and more that others write; see docs/extensions.md');
  const add = (action: ExtensionCommand['action'], argument: string, description: string): Program =>
    extension
      .command(`${action}${argument === '' ? '' : ` ${argument}`}`)
      .description(description)
      .action((...given: unknown[]) => {
        const target = argument === '' || given[0] === undefined ? '' : String(given[0]);
        const flags = given[argument === '' ? 0 : argument.split(' ').length] as Flags;
        const files = given.find((one): one is string[] => Array.isArray(one)) ?? [];
        take({
          name: 'extension',
          action,
          target: ['test', 'pack', 'add', 'dev', 'run', 'new'].includes(action) ? pathOf(target) : target,
          courses: flags.courses ? (flags.courses.includes('all') ? 'all' : flags.courses) : null,
          grants: flags.grant ?? [],
          wait: flags.wait ?? false,
          yes: flags.yes ?? false,
          none: flags.none ?? false,
          accept: flags.accept ?? false,
          from: flags.from ?? 'metric',
          scope: flags.scope ?? 'my',
          events: (flags.events ?? []).map((file) => resolve(file)),
          structure: flags.structure ? resolve(flags.structure) : null,
          files: files.map((file) => (file === '-' ? file : resolve(file))),
          rejects: flags.rejects ? resolve(flags.rejects) : null,
          out: flags.out ? resolve(flags.out) : null,
          as: flags.as ?? null,
          deadline: flags.deadline ?? '2s',
          experimental: flags.experimental ?? false,
          key: action === 'secret' && given[1] !== undefined ? String(given[1]) : '',
          list: flags.list ?? false,
          remove: flags.remove ?? false,
        });
      });
  add('new', '<name>', 'makes a folder with one file, its package.json and a test')
    .addOption(
      new Option('--from <kind>', 'what to begin with').choices(['metric', 'view', 'job', 'source']).default('metric'),
    )
    .option('--scope <name>', 'whose it is: the first part of its ids', 'my');
  add('dev', '<folder>', 'adds it to the running service again at each save, and prints what it says');
  add('test', '<folder>', 'checks definition, words and numbers on a made-up class').option(
    '--accept',
    'keeps the numbers as golden.json',
  );
  add('pack', '<folder>', 'makes one file to hand on').option('--out <file>', 'where it goes');
  add(
    'add',
    '<what>',
    'installs a folder, a packed file, or npm:@scope/name@version; it is off until it is enabled',
  ).option('--grant <grants...>', 'what a newer version needs beyond the old one');
  add('enable', '<name>', 'switches it on, and computes what is past')
    .option('--courses <keys...>', 'all, or course keys')
    .option('--grant <grants...>', 'class, exact, mail, net:HOST')
    .option('--wait', 'return when everything past is computed');
  add(
    'outline',
    '[metric]',
    'shows one number beside each block of the course outline, such as acme.time-on-task',
  ).option('--none', 'shows none');
  add('status', '[name]', 'what is installed, how far it is, what went wrong');
  add('rollback', '<name>', 'goes back to the revision before');
  add('pause', '<name>', 'computes nothing more; what is there stays');
  add('disable', '<name>', 'takes its cards away; what is there stays');
  add('remove', '<name>', 'takes it away, with all that it stored').option('--yes', 'without asking');
  add('run', '<folder>', 'computes it over files, without a service')
    .option('--events <files...>', 'xAPI statements')
    .option('--structure <file>', "a course: Studio's export, or what `load course` takes");
  add('load', '<source> <files...>', 'rows of CSV for a source, such as acme.survey; - is standard input').option(
    '--rejects <file>',
    'where rows that were not accepted go, with line number and reason',
  );
  add('outbox', '[name]', 'what jobs want sent and have written: fetches it, a line of JSON each').option(
    '--out <folder>',
    'a file each, in this folder',
  );
  add('connect', '[url]', 'shows the cards of another server beside those of extensions; without an address: which are')
    .option('--as <name>', 'what it is called here; otherwise the first part of its host name')
    .option('--deadline <seconds>', 'how long it may take to answer', '2s')
    .option('--experimental', 'its cards say that they are being tried out')
    .option('--remove', 'ends the connection: the name instead of the address');
  add('secret', '[name] [key]', 'sets a secret that a source is fetched with; it is read from standard input')
    .option('--list', 'which there are, and whether they are set; never what they are')
    .option('--remove', 'deletes it');
  add('docs', '', 'writes a page about what is installed').option('--out <file>', 'where it goes');
};

/** `report acme.time-on-task --course KEY --block KEY [--parameter value]`; null where it is another command. */
export const extensionReport = (
  argv: readonly string[],
): { name: 'report'; what: 'extension'; metric: string; course: string; query: Record<string, string> } | null => {
  const [command, metric = '', ...rest] = argv;
  if (command !== 'report' || !/^[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*$/.test(metric)) return null;
  const query: Record<string, string> = {};
  for (let at = 0; at < rest.length; at += 1) {
    const [flag = '', inline] = (rest[at] ?? '').split(/=(.*)/s);
    const value = inline ?? rest[(at += 1)];
    if (!flag.startsWith('--') || value === undefined) return null;
    query[flag.slice(2)] = value;
  }
  const { course, ...others } = query;
  return course === undefined ? null : { name: 'report', what: 'extension', metric, course, query: others };
};
