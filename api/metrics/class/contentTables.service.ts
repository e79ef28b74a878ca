import { EXACT, isSmall } from '../kit/privacy/smallGroups';
import {
  type BlockHead,
  type ComparedCourse,
  type Content,
  type GroupKey,
  WITHHELD,
  definitionsOf,
  none,
} from '@marginalia/contract';
import {
  type ProblemRow,
  type VideoRow,
  problemFigures,
  sumOfProblems,
  sumOfVideos,
  triedAgain,
  videoFigures,
} from './content';
import { cellsOf } from './groups';
import type { CourseScope, LearnerScope } from '../../auth/scope';
import type { Engine } from '../../store/engine';
import { LAST_SECOND } from '../../facts/ranges';
import type { StructureIndex } from '../../facts/structureIndex';
import { groupBy } from '../../lib/groupBy';
import { typeInKey } from '../../lib/usageKey';
import { blockTotals, fewOfBlocks } from '../../store/queries/blockTotals';
import { problemTable, videoLengths, videoTable } from './contentTables.query';
import { quantity } from '../kit/privacy/suppress';
import type { CourseMoment } from './courseMoment';
import type { Structures } from '../kit/structures';
import { momentIn, newestIn } from './courseSummaries.service';
import { type GroupArgs, type ReadGroup, readGroup, wholeClass } from './groupParts.service';

const DEFINITIONS = definitionsOf('content');

/** Lengths of the videos of a course, seconds: as events state them, else as its export does. */
export const readLengths = async (
  engine: Engine,
  course: string,
  videos: readonly string[],
  stated: ReadonlyMap<string, number>,
): Promise<Map<string, number>> => {
  const written = await videoLengths.run(engine, { course, videos });
  return new Map([...written.map(({ block, duration }): [string, number] => [block, duration]), ...stated]);
};

/** All problems, and all videos, of a course in one table each. */
export class ContentTables {
  constructor(
    private readonly engine: Engine,
    private readonly minLearners: number,
    private readonly structures: Structures,
  ) {}

  /** A group and the class with nothing hidden, for whoever may list these learners. @throws ApiError unknown_course */
  exactly(scope: LearnerScope, key: GroupKey): Promise<Content> {
    return new ContentTables(this.engine, EXACT, this.structures).of(scope, key);
  }

  /** @param key a group to show with the class; null: the class alone. @throws ApiError unknown_course */
  async of(scope: CourseScope, key: GroupKey | null): Promise<Content> {
    const moment = await momentIn(this.engine, scope.courseKey);
    const index = await this.structures.get(scope.courseKey);
    const group = key === null ? null : await readGroup(this.engine, moment, key, this.minLearners);
    const args = group?.args ?? wholeClass(moment);
    return {
      asOf: newestIn(moment, this.minLearners),
      definitions: DEFINITIONS,
      minLearners: this.minLearners,
      window: { from: null, to: null },
      key,
      problems: await this.problems(args, group, index),
      videos: await this.videos(args, group, index),
    };
  }

  private async problems(
    args: GroupArgs,
    group: ReadGroup | null,
    index: StructureIndex | null,
  ): Promise<Content['problems']> {
    const rows = groupBy(await problemTable.run(this.engine, args), (row) => row.block);
    const { minLearners } = this;
    return inOrder('problem', [...rows.keys()], index).map((id) => {
      const own: (ProblemRow & { readonly grp: string })[] = rows.get(id) ?? [];
      const disclosed = group?.asked.parts.disclosed(cellsOf(own, (row) => row.learners));
      const again = group?.asked.parts.disclosed(cellsOf(own, triedAgain), (name) => !disclosed?.has(name));
      const isIn = (names: ReadonlySet<string> | undefined): boolean => names?.has(group?.asked.name ?? '') ?? false;
      const isMeanDisclosed = quantity(triedAgain(sumOfProblems(own)), minLearners) !== WITHHELD;
      const mine = own.filter((row) => group?.names.includes(row.grp));
      return {
        ...placeOf(id, 'problem', index),
        graded: index?.get(id)?.graded ?? false,
        course: problemFigures(sumOfProblems(own), minLearners),
        group:
          group && problemFigures(sumOfProblems(mine), minLearners, isIn(disclosed), isMeanDisclosed && isIn(again)),
      };
    });
  }

  private async videos(
    args: GroupArgs,
    group: ReadGroup | null,
    index: StructureIndex | null,
  ): Promise<Content['videos']> {
    const { minLearners } = this;
    const { videos, lengths, rows } = await this.readVideos(args, index);
    return videos.map((id) => {
      const own: (VideoRow & { readonly grp: string })[] = rows.get(id) ?? [];
      const duration = lengths.get(id) ?? null;
      const isDisclosed = group?.asked.parts.disclosed(cellsOf(own, (row) => row.viewers)).has(group.asked.name);
      const mine = own.filter((row) => group?.names.includes(row.grp));
      return {
        ...placeOf(id, 'video', index),
        duration,
        course: videoFigures(sumOfVideos(own), duration, minLearners),
        group: group && videoFigures(sumOfVideos(mine), duration, minLearners, isDisclosed),
      };
    });
  }

  private async readVideos(args: GroupArgs, index: StructureIndex | null) {
    const totals = await blockTotals.run(this.engine, { course: args.course });
    const played = totals.filter((row) => row.viewers > 0 && (row.registered || args.registered_only === 0));
    const stated = new Map(totals.filter((row) => row.duration > 0).map((row) => [row.block, row.duration]));
    const videos = inOrder(
      'video',
      played.map((row) => row.block).filter((id) => !index?.isContainer(id) && id !== args.course),
      index,
    );
    const lengths = await readLengths(this.engine, args.course, videos, stated);
    const seconds = videos.map((id) => Math.floor(lengths.get(id) ?? LAST_SECOND));
    const rows = groupBy(await videoTable.run(this.engine, { ...args, videos, seconds }), (row) => row.block);
    return { videos, lengths, rows };
  }

  /** The videos of a course as one: how many, how long, and how much of what was seen was seen twice. */
  async videosAsOne(scope: CourseScope, moment: CourseMoment): Promise<ComparedCourse['videos']> {
    const index = await this.structures.get(scope.courseKey);
    const { videos, lengths, rows } = await this.readVideos(wholeClass(moment), index);
    const known = videos.flatMap((id) => lengths.get(id) ?? []);
    const sums = videos.map((id) => ({ id, ...sumOfVideos(rows.get(id) ?? []) }));
    const { seen, twice } = sumOfVideos(sums);
    const isAnybody = rows.size > 0;
    const few = sums.filter(({ viewers }) => isSmall(viewers, this.minLearners)).map(({ id }) => id);
    // those of all that is withheld would follow from the whole
    const args = { course: scope.courseKey, registered_only: Number(moment.registered), blocks: few };
    const hidden = few.length === 0 ? [] : await fewOfBlocks.run(this.engine, args);
    const learners = new Set(hidden.flatMap(({ watchers }) => watchers)).size;
    const isDisclosed = !isSmall(learners, this.minLearners);
    return {
      count: videos.length,
      meanSeconds: known.length === 0 ? null : known.reduce((sum, one) => sum + one, 0) / known.length,
      seenTwice: !isDisclosed ? WITHHELD : seen > 0 ? twice / seen : none(isAnybody ? 'nothing_watched' : 'no_viewers'),
    };
  }
}

/** All blocks of a type in the order of the course, then others of which something is known. */
const inOrder = (type: string, known: readonly string[], index: StructureIndex | null): string[] => {
  const blocks = index?.structure.blocks ?? [];
  const others = new Set(known);
  return [
    ...blocks.filter((block) => block.type === type || others.has(block.id)).map(({ id }) => id),
    ...[...others].filter((id) => !index?.get(id)).sort(),
  ];
};

const placeOf = (
  id: string,
  type: string,
  index: StructureIndex | null,
): { block: BlockHead; section: string; subsection: string } => {
  const block = index?.get(id);
  const around = (index?.containersOf(id) ?? []).map((one) => index?.get(one));
  const nameOf = (wanted: string): string => around.find((one) => one?.type === wanted)?.name ?? '';
  return {
    block: block
      ? { id, type: block.type, name: block.name, parent: block.parent }
      : { id, type: typeInKey(id) || type, name: id, parent: null },
    section: nameOf('chapter'),
    subsection: nameOf('sequential'),
  };
};
