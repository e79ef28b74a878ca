import { isoTime, parseMicros } from '../../../api/lib/time';
import { type Ask, type Given, NOBODYS_TRACK, ROUTES, type Route } from './asking';
import { type Exempt, LISTED_METRICS, NOT_SEEN, NO_LEARNERS, NO_SUMS, isListed } from './exempt';
import { type Class, KINDS } from './madeUp';
import { type Leaf, Span, isPosition, numbersOf } from './numbers';

/** How many of the class did something by when. */
const BY_WEEK =
  /^(courses\[\]\.(atWeek\.(active|started|passing|completed)\.count|inDates\.passed)|summary\.(learners|(started|passing)\.count)|activity\.(days|weeks)\[\]\.learners)$/;
/**
 * The numbers of an answer that tell how many of the class did something by when. Who completed depends on whether anybody's
 * completion is sent, and is no sum: privacy/weeks.
 */
export const countedByWeek = (given: Given): Given => ({
  ...given,
  leaves: given.leaves.filter(({ pattern }) => BY_WEEK.test(pattern) && !pattern.includes('.completed.')),
});

/** Parts of a share, and of a range: decision 13 says why these tell of nobody. */
const SHARE = /\.(value|count|low|high|middle)$/;
/** What an extension says, asked for or beside a block of the outline. */
const isOfExtension = (route: Route, pattern: string): boolean =>
  route === 'extension' || pattern.startsWith('blocks[].extension.');
/** Of an extension nobody knows what a share is of: how many are in it is a number of learners like any other. */
const isInShare = (route: Route, pattern: string): boolean =>
  SHARE.test(pattern) && !BY_WEEK.test(pattern) && !(isOfExtension(route, pattern) && pattern.endsWith('.count'));

const nameOf = ({ route, metric = '', block, query = {} }: Ask): string =>
  `${route} ${metric} ${block?.[1] ?? ''} ${new URLSearchParams(query).toString()}`.trim();

/** Where all right answers, or all wrong ones, are one, its learners are what the share says. */
const isShareOf = (leaf: Leaf, leaves: readonly Leaf[]): boolean => {
  if (leaf.pattern !== 'parts[].answers[].first') return false;
  const part = leaf.id.slice(0, leaf.id.indexOf('.answers'));
  const valueOf = (name: string): number => leaves.find(({ id }) => id === `${part}.firstTry.${name}`)?.value ?? NaN;
  return [valueOf('count'), valueOf('of') - valueOf('count')].includes(leaf.value);
};

/**
 * The numbers that the contract has for a route beside those that answers have.
 * @returns unseen ones that no exemption names, exemptions of which all numbers were seen, and exemptions of no number
 */
export const numbersSeen = (
  route: Route,
  answers: readonly Given[],
): Record<'unseen' | 'unknown' | 'exempt', readonly string[]> => {
  const own = answers.filter(({ ask }) => ask.route === route);
  const seen = new Set(own.flatMap(({ leaves }) => leaves.map(({ pattern }) => pattern)));
  const numbers = numbersOf(ROUTES[route].response).filter((pattern) => !isPosition(pattern));
  const unseen = numbers.filter((pattern) => !seen.has(pattern));
  const known = Object.keys(NOT_SEEN[route] ?? {});
  const listed = [NO_LEARNERS, NO_SUMS].flatMap((table) => Object.keys(table[route] ?? {}));
  return {
    unseen: unseen.filter((pattern) => !known.some((begin) => pattern.startsWith(begin))),
    exempt: known.filter((begin) => begin !== LISTED_METRICS && !unseen.some((pattern) => pattern.startsWith(begin))),
    unknown: listed.filter((pattern) => !numbers.includes(pattern)),
  };
};

/** Numbers of learners that are small. Whatever is not said to be something else is a number of learners. */
export const smallNumbers = ({ ask, leaves }: Given, min: number, others: Exempt): string[] =>
  leaves
    .filter(
      ({ pattern }) => !isPosition(pattern) && !isInShare(ask.route, pattern) && !isListed(others, ask.route, pattern),
    )
    .filter((leaf) => leaf.value > 0 && leaf.value < min && !isShareOf(leaf, leaves))
    .map(({ id, value }) => `${nameOf(ask)}: ${id} is ${value}`);

/** Sizes of groups inside the panel's own, from which they differ by few. */
export const differentSizes = ({ ask, leaves }: Given, min: number): string[] => {
  const own = leaves.find(({ pattern }) => pattern === 'learners' || pattern === 'viewers')?.value;
  if ((ask.route !== 'problem' && ask.route !== 'video') || own === undefined) return [];
  return (
    leaves
      .filter(({ pattern, value }) => pattern.endsWith('.of') && value !== own && Math.abs(value - own) < min)
      // groups by day and by question are judged with all windows
      .filter(({ pattern }) => !/^(trend|edits|parts)/.test(pattern))
      .map(({ id, value }) => `${nameOf(ask)}: ${id} is ${value} of ${own}`)
  );
};

/** Neighbours in a list of steps by which few are lost. */
export const smallSteps = ({ ask, leaves }: Given, min: number, steps: readonly string[]): string[] =>
  steps.flatMap((pattern) => {
    const values = [...new Set(leaves.filter((leaf) => leaf.pattern === pattern).map(({ value }) => value))];
    const sorted = values.sort((a, b) => a - b);
    return sorted
      .filter((value, at) => at > 0 && value - (sorted[at - 1] ?? 0) < min)
      .map((value) => `${nameOf(ask)}: ${pattern} steps to ${value}`);
  });

/** The newest event of few, to the second. */
export const momentsOfFew = ({ ask, json, leaves }: Given): string[] => {
  const { asOf } = json as { asOf?: string | null };
  if (!asOf || asOf.length === 10) return [];
  const isPart = ['from', 'to', 'track'].some((name) => ask.query?.[name] !== undefined) && 'breakdowns' in json;
  const own = leaves.find(({ pattern }) => pattern === 'learners' || pattern === 'viewers');
  const isPanel = ['problem', 'video', 'outline', 'block'].includes(ask.route);
  return isPanel && (isPart || !own) ? [`${nameOf(ask)}: ${asOf}`] : [];
};

const TIME = /"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[^"]*)"/g;

/** Times anywhere in an answer, microseconds. */
export const timesIn = ({ json }: Given): number[] =>
  [...JSON.stringify(json).matchAll(TIME)].flatMap(([, time]) => parseMicros(time ?? '') ?? []);

/** Those of them at which somebody of a small class did something. */
export const timesOfFew = (given: Given, times: ReadonlySet<number>): string[] =>
  timesIn(given)
    .filter((time) => times.has(time))
    .map((time) => `${nameOf(given.ask)}: ${isoTime(time)}`);

/** What a learner of each kind adds to a number: exact, from the course in which one is alone. */
export type Contributions = (ask: Ask, leaf: Pick<Leaf, 'id'>) => readonly number[];

const sizeOf = (row: readonly number[], counts: Class): number =>
  row.reduce((sum, value, at) => sum + (value === 0 ? 0 : (counts[at] ?? 0)), 0);
const sumOf = (row: readonly number[], counts: Class): number =>
  row.reduce((sum, value, at) => sum + value * (counts[at] ?? 0), 0);

/** Asked as it was counted: the window may be wider than the one asked for. */
export const counted = ({ ask, json }: Given): Ask => {
  const { window } = json as { window?: { from: string | null; to: string | null } };
  if (!window || ask.query === undefined) return ask;
  const { from: _, to: __, ...others } = ask.query;
  const { from, to } = window;
  return { ...ask, query: { ...others, ...(from ? { from } : {}), ...(to ? { to } : {}) } };
};

/**
 * Which numbers are sums over learners, as these answers show: those that always are what the kinds of learners add.
 * @returns by route and place in the contract
 */
export const sumsAmong = (
  all: readonly { readonly given: Given; readonly counts: Class }[],
  contributions: Contributions,
): Map<string, boolean> => {
  const found = new Map<string, boolean>();
  for (const { given, counts } of all)
    for (const leaf of given.leaves) {
      if (isPosition(leaf.pattern)) continue;
      const name = `${given.ask.route} ${leaf.pattern}`;
      const isSum = leaf.value === sumOf(contributions(counted(given), leaf), counts);
      found.set(name, (found.get(name) ?? true) && isSum);
    }
  return found;
};

/** Numbers that are no sums over learners here, although nobody says so. @returns route and place in the contract */
export const noSums = (
  all: readonly { readonly given: Given; readonly counts: Class }[],
  contributions: Contributions,
): string[] =>
  [...sumsAmong(all, contributions)].flatMap(([name, isSum]) => {
    const [route, pattern] = name.split(' ') as [Route, string];
    return isSum || /\.(value|low|high|middle)$/.test(pattern) || isListed(NO_SUMS, route, pattern) ? [] : [name];
  });

/** Numbers that are of one group of learners, whichever answer tells them: they are solved together. */
const familyOf = ({ route, block }: Ask, { pattern, place }: Leaf): string => {
  const own = block?.[1] ?? '';
  const named = /block@([^"]*)"/.exec(place)?.[1] ?? own;
  // whatever its groups are called, they may be those of the panel
  if (isOfExtension(route, pattern)) return `attempted ${named}`;
  if (route === 'problem' && (pattern === 'learners' || pattern.endsWith('.of'))) return `attempted ${own}`;
  if (route === 'video' && (pattern === 'viewers' || pattern.endsWith('.of'))) return `viewers ${own}`;
  if (/(^|\.)(attempted|firstTry\.of|right\.of)$/.test(pattern)) return `attempted ${named}`;
  if (/(^|\.)(reach|finished\.of)$/.test(pattern)) return `reach ${named}`;
  // parts of the class, and of one another
  if (BY_WEEK.test(pattern)) return 'class';
  if (pattern === 'learners' || pattern === 'tracks[].learners') return 'learners';
  return `${route} ${pattern} ${named}`;
};

interface Family {
  readonly disclosed: Span;
  /** Groups that could be asked for, or that two of these differ by. */
  readonly groups: Map<string, { readonly row: readonly number[]; readonly name: string }>;
}

const isGroup = (row: readonly number[]): boolean =>
  row.every((value) => value === 0 || value === 1) && row.includes(1);

/**
 * Small groups that follow from all answers about one class, by adding and subtracting: each number told is the sum of what
 * the kinds of learners add, of which how many there are is not known.
 */
export const smallGroups = (
  answers: readonly Given[],
  counts: Class,
  min: number,
  isSum: (route: Route, pattern: string) => boolean,
  contributions: Contributions,
): string[] => {
  const families = new Map<string, Family>();
  const found: string[] = [];
  for (const given of answers)
    for (const leaf of given.leaves) {
      if (!isSum(given.ask.route, leaf.pattern) || isPosition(leaf.pattern)) continue;
      if (isInShare(given.ask.route, leaf.pattern)) continue;
      if (isShareOf(leaf, given.leaves)) continue;
      const name = familyOf(given.ask, leaf);
      const family = families.get(name) ?? { disclosed: new Span(), groups: new Map() };
      families.set(name, family);
      const row = contributions(counted(given), leaf);
      const disclosed = `${nameOf(given.ask)}: ${leaf.id}`;
      if (!isGroup(row)) {
        const size = sizeOf(row, counts);
        if (size > 0 && size < min) found.push(`${disclosed} is of ${size} learners`);
      }
      if (row.some((value) => value !== 0 && value !== 1)) continue;
      family.disclosed.add(row);
      // nobody: none of these kinds
      if (leaf.value === 0)
        row.forEach((value, at) => value === 1 && family.disclosed.add(KINDS.map((_, kind) => Number(kind === at))));
      for (const one of [given.ask, counted(given)]) {
        const group = contributions(one, leaf);
        if (isGroup(group)) family.groups.set(group.join(''), { row: group, name: disclosed });
      }
    }
  for (const [name, { disclosed, groups }] of families) {
    const rows = [...groups.values()];
    const differences = rows.flatMap((a) =>
      rows.map((b) => ({ row: a.row.map((value, at) => value - (b.row[at] ?? 0)), name: `${a.name} less ${b.name}` })),
    );
    for (const group of [...rows, ...differences]) {
      if (!isGroup(group.row)) continue;
      const size = sizeOf(group.row, counts);
      if (size > 0 && size < min && disclosed.has(group.row)) found.push(`${name}: ${group.name}: ${size}`);
    }
  }
  return found;
};

/** The largest or smallest number of any learner, which few have. */
export const extremes = (
  { ask, leaves, json }: Given,
  counts: Class,
  min: number,
  isExempt: (route: Route, pattern: string) => boolean,
  contributions: Contributions,
): string[] =>
  leaves.flatMap((leaf) => {
    if (isPosition(leaf.pattern) || SHARE.test(leaf.pattern) || isExempt(ask.route, leaf.pattern)) return [];
    const row = contributions(counted({ ask, json, leaves }), leaf);
    const own = row.filter((_, at) => (counts[at] ?? 0) > 0);
    const having = row.reduce((sum, value, at) => sum + (value === leaf.value ? (counts[at] ?? 0) : 0), 0);
    const isExtreme = leaf.value === Math.max(...own) || leaf.value === Math.min(...own);
    return isExtreme && leaf.value !== 0 && having > 0 && having < min
      ? [`${nameOf(ask)}: ${leaf.id} is ${leaf.value}`]
      : [];
  });

/** What is answered about a track that is not disclosed is what is answered about one that nobody is in. */
export const differsFromNobody = (answers: readonly Given[], disclosed: readonly string[]): string[] => {
  const text = (given: Given, track: string): string => JSON.stringify(given.json).replaceAll(`"${track}"`, '"?"');
  return answers.flatMap((given) => {
    const track = given.ask.query?.track;
    if (track === undefined || disclosed.includes(track)) return [];
    const nobody = answers.find(
      ({ ask }) =>
        ask.route === given.ask.route &&
        JSON.stringify(ask.block) === JSON.stringify(given.ask.block) &&
        JSON.stringify(ask.query) === JSON.stringify({ ...given.ask.query, track: NOBODYS_TRACK }),
    );
    return nobody && text(nobody, NOBODYS_TRACK) === text(given, track) ? [] : [nameOf(given.ask)];
  });
};
