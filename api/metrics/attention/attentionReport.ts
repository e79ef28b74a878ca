import { isEnough, showsAll } from '../kit/privacy/smallGroups';
import {
  type Attention,
  type AttentionItem,
  type FindingsAt,
  type BlockHead,
  WITHHELD,
  definitionsOf,
  none,
} from '@marginalia/contract';
import { EVIDENCE_GATES } from '@marginalia/contract';
import { isForAll, offeredTo } from '../../facts/offered';
import type { StructureIndex } from '../../facts/structureIndex';
import type { Micros } from '../../lib/time';
import { isoTime } from '../../lib/time';
import { timeOfGroup } from '../kit/privacy/moments';
import { typeInKey } from '../../lib/usageKey';
import type { ReportContext } from '../kit/population';
import { quantity, suppress } from '../kit/privacy/suppress';
import { ENOUGH_SINCE_EDIT, type ReliabilityTotals, cronbachAlpha } from '../problem/itemStatistics';
import type { Finding } from './findings';
import { type Note, noteOf, stateOf } from './triage';
import { ruleOf } from './rules';
import type { BlockVersion } from './statistics';

const DEFINITIONS = definitionsOf('attention');

/** Raise it where what is stored of a list changes: an older one is not read any more. */
export const STORED_VERSION = 6;

/** The list as it is stored; times are microseconds. */
export interface StoredAttention {
  readonly stored: typeof STORED_VERSION;
  /** The newest event it was made of; null: none. */
  readonly asOf: number | null;
  /** Learners of the course whose events these were. */
  readonly learners: number;
  /** Blocks that were looked at. */
  readonly looked: number;
  readonly reliability: ReliabilityTotals;
  readonly findings: readonly Finding[];
  /** What authors last said to the findings, by key; not stored with them. */
  readonly notes?: ReadonlyMap<string, Note>;
}

/** A stored list, which this service wrote itself; null where it cannot be read, or an older version wrote it. */
export const parseAttention = (text: string): StoredAttention | null => {
  try {
    const stored = JSON.parse(text) as StoredAttention;
    return stored.stored === STORED_VERSION ? stored : null;
  } catch {
    return null;
  }
};

/** When each entry of a stored list, of whichever version, came onto it, by key. */
export const listedSince = (text: string): Map<string, number> => {
  try {
    const { findings } = JSON.parse(text) as Pick<StoredAttention, 'findings'>;
    return new Map(findings.map((finding) => [finding.key, finding.listedSince]));
  } catch {
    return new Map();
  }
};

/** What may be disclosed of a list: findings that rest on, and concern, groups of at least the site's threshold. */
export const disclosed = (stored: StoredAttention | null, minLearners: number): readonly Finding[] =>
  (stored?.findings ?? []).filter(
    ({ learners, version: { least } }) =>
      learners >= Math.max(minLearners, EVIDENCE_GATES.finding) &&
      // who came before a change, or between two, could be had by subtraction
      (least === null || isEnough(least, minLearners)),
  );

/** The list of blocks of a course for the wire; what is said about learners is added by whoever asks. */
export const attentionReport = (
  courseKey: string,
  index: StructureIndex | null,
  at: Micros,
  stored: StoredAttention | null,
  computedAt: number | null,
  context: ReportContext,
): Omit<Attention, 'learners' | 'mayAnswer'> => {
  const { minLearners } = context;
  const structure = index?.structure;
  const heads = new Map(structure?.blocks.map((block): [string, BlockHead] => [block.id, headOf(block)]));
  const findings = disclosed(stored, minLearners);
  const items = findings.map((finding) =>
    itemOf(
      finding,
      stored?.notes?.get(finding.key) ?? null,
      heads.get(finding.block) ?? unknownHead(finding.block),
      index && offeredTo(index, finding.block, at).to === 'all' ? 'all' : 'unknown',
      minLearners,
    ),
  );
  const setAside = items.filter(({ state }) => state === 'set_aside');
  const looked = stored?.looked ?? 0;
  const all = structure?.blocks.filter((block) => index && isLookedAt(index, block, at)).length ?? looked;
  return {
    asOf: timeOfGroup(stored?.asOf ?? null, stored?.learners ?? 0, minLearners),
    definitions: DEFINITIONS,
    minLearners,
    window: { from: null, to: null },
    course: { key: courseKey, name: structure?.name ?? courseKey },
    computedAt: computedAt === null ? null : isoTime(computedAt),
    counts: {
      listed: items.length - setAside.length,
      setAside: setAside.length,
      nothingFound: Math.max(0, looked - findings.length),
      tooEarly: Math.max(0, all - looked),
    },
    reliability: stored ? reliabilityOf(stored.reliability, minLearners) : none('not_computed_yet'),
    items: [...items.filter(({ state }) => state !== 'set_aside'), ...setAside],
  };
};

/** Problems, videos and units that anybody meets; of units only those that everybody does. */
const isLookedAt = (index: StructureIndex, { id, type }: BlockHead, at: Micros): boolean => {
  if (type !== 'problem' && type !== 'video' && type !== 'vertical') return false;
  const offered = offeredTo(index, id, at);
  return type === 'vertical' ? isForAll(offered) : offered.to !== 'nobody';
};

const headOf = ({ id, type, name, parent }: BlockHead): BlockHead => ({ id, type, name, parent });
const unknownHead = (id: string): BlockHead => ({ id, type: typeInKey(id), name: id, parent: null });

/** How many entries a course's list has that nobody set aside; null: it was not made yet. */
export const listedCount = (stored: StoredAttention | null, minLearners: number): number | null =>
  stored &&
  disclosed(stored, minLearners).filter(
    (finding) => stateOf(finding, stored.notes?.get(finding.key) ?? null) !== 'set_aside',
  ).length;

/** What the outline shows of findings: by block, entries at it or inside it that nobody set aside; the reason is that of the first on the list. */
export const findingsByBlock = (
  blocks: readonly { readonly id: string; readonly parent: string | null }[],
  stored: StoredAttention | null,
  minLearners: number,
): Map<string, FindingsAt> => {
  const parents = new Map(blocks.map((block) => [block.id, block.parent]));
  const marks = new Map<string, FindingsAt>();
  for (const finding of disclosed(stored, minLearners)) {
    const { block, reason: own, key } = finding;
    if (stateOf(finding, stored?.notes?.get(key) ?? null) === 'set_aside') continue;
    const around = new Set<string>();
    for (let at: string | null = block; at !== null && !around.has(at); at = parents.get(at) ?? null) {
      around.add(at);
      const mark = marks.get(at);
      marks.set(at, { items: (mark?.items ?? 0) + 1, reason: mark?.reason ?? own });
    }
  }
  return marks;
};

const reliabilityOf = (totals: ReliabilityTotals, minLearners: number): Attention['reliability'] => {
  const alpha = cronbachAlpha(totals);
  if (alpha === null) return none('too_few_learners_with_complete_data');
  return !isEnough(totals.n, minLearners)
    ? WITHHELD
    : { kind: 'value', value: alpha, problems: totals.problems, of: totals.n };
};

/**
 * The smallest group that may be disclosed of learners before or since a change. The block's panel and windows of dates
 * disclose how many came until some day: together with that, such a number would give away the few who came between that day and
 * the change. None is disclosed, but where every group is.
 */
const leastOfAVersion = (minLearners: number): number => (showsAll(minLearners) ? minLearners : Infinity);

const MICROS_OF_A_DAY = 86_400_000_000;

/**
 * How many have come since a change, as far as the weeks of the problem's panel state it: those of the stated weeks that began
 * after it. It is a sum of what is stated, so that nothing follows from it that did not follow before.
 */
const comeSince = (
  { editedAt, since, weeks }: BlockVersion,
  minLearners: number,
): Pick<Edit, 'learnersSince' | 'orMore'> => {
  if (showsAll(minLearners)) return { learnersSince: since };
  const hidden = suppress(
    weeks.map(({ learners }) => learners),
    minLearners,
  );
  const stated = weeks.filter(({ week }, at) => !hidden[at] && week * MICROS_OF_A_DAY >= (editedAt ?? 0));
  const come = stated.reduce((sum, { learners }) => sum + learners, 0);
  return come === 0 ? { learnersSince: WITHHELD } : { learnersSince: come, orMore: true };
};

/**
 * About how many have to come since: rounded up to twice the threshold, for it grows with the number of those before the change,
 * at the most twice as fast. Where a rule asks some of a block's learners only, so many more have to come.
 */
const neededAbout = ({ version, needed, learners }: Finding, minLearners: number): number => {
  if (needed === null) return ENOUGH_SINCE_EDIT;
  const came = version.from === null ? version.before + version.since : version.before;
  const step = showsAll(minLearners) ? 1 : 2 * minLearners;
  return Math.ceil((needed * Math.max(1, came / learners)) / step) * step;
};

type Edit = NonNullable<AttentionItem['edit']>;

/** What is known of a change; null where it could not have mattered, or who came since decides already. */
const editOf = (finding: Finding, minLearners: number): Edit | null => {
  const { version, needed } = finding;
  const { editedAt, before, from } = version;
  if (editedAt === null || before === 0 || (from === null && needed === null)) return null;
  return { at: isoTime(editedAt), ...comeSince(version, minLearners), needed: neededAbout(finding, minLearners) };
};

const itemOf = (
  finding: Finding,
  note: Note | null,
  block: BlockHead,
  offered: 'all' | 'unknown',
  minLearners: number,
): AttentionItem => {
  const { next, disclose } = ruleOf(finding.reason);
  const isOfAVersion = finding.version.from !== null || finding.reason === 'worse_after_edit';
  const least = isOfAVersion ? leastOfAVersion(minLearners) : minLearners;
  return {
    id: finding.key,
    block,
    also: [...finding.also],
    evidence: finding.evidence,
    learners: quantity(finding.learners, least),
    listedSince: isoTime(finding.listedSince),
    state: stateOf(finding, note),
    note: noteOf(note),
    edit: editOf(finding, minLearners),
    reason: finding.reason,
    next,
    ...disclose(finding.detail as never, { minLearners: least, minGivers: minLearners, of: finding.of, offered }),
    // each rule states the members of its own reason, which its file is checked by
  } as AttentionItem;
};
