import { type Quantity, type Views, WITHHELD } from '@marginalia/contract';
import type { StructureIndex } from '../../facts/structureIndex';
import { suppress } from '../kit/privacy/suppress';
import { DAY_MILLIS } from './dates';

/** Views, and how many learners made them. */
interface ViewCount {
  readonly learners: number;
  readonly views: number;
}

const NONE: ViewCount = { learners: 0, views: 0 };

/** Views of parts whose sum is disclosed: those of few learners are withheld, and one more where these would follow. */
const disclosedOf = (parts: readonly ViewCount[], minLearners: number): Quantity[] => {
  const hidden = suppress(
    parts.map((part) => part.learners),
    minLearners,
  );
  return parts.map((part, at) => (hidden[at] ? WITHHELD : part.views));
};

/** Per section, and inside each that is disclosed per subsection. */
export const viewsByPlace = (
  index: StructureIndex,
  found: ReadonlyMap<string, ViewCount>,
  minLearners: number,
): Views['places'] => {
  const { blocks } = index.structure;
  const sections = blocks.filter((block) => block.type === 'chapter');
  const disclosed = disclosedOf(
    sections.map(({ id }) => found.get(id) ?? NONE),
    minLearners,
  );
  return sections.flatMap(({ id, type, name, parent }, at) => {
    const inside = blocks.filter((block) => block.type === 'sequential' && block.parent === id);
    const views = disclosed[at] ?? WITHHELD;
    const parts =
      typeof views === 'number'
        ? disclosedOf(
            inside.map((block) => found.get(block.id) ?? NONE),
            minLearners,
          )
        : // of a section that is not disclosed no subsection is: it may be all of it
          inside.map(() => WITHHELD);
    return [
      { block: { id, type, name, parent }, views },
      ...inside.map((block, part) => ({
        block: { id: block.id, type: block.type, name: block.name, parent: block.parent },
        views: parts[part] ?? WITHHELD,
      })),
    ];
  });
};

/** Every week from the first with a view on, with the running total of what is disclosed. @param over weeks that end by this day are over */
export const viewsByWeek = (
  found: ReadonlyMap<string, ViewCount>,
  over: string,
  minLearners: number,
): Views['weeks'] => {
  const known = [...found.keys()].sort();
  const [first, last] = [known[0], known[known.length - 1]];
  if (first === undefined || last === undefined) return [];
  const weeks: string[] = [];
  for (let at = Date.parse(first); at <= Date.parse(last); at += 7 * DAY_MILLIS)
    weeks.push(new Date(at).toISOString().slice(0, 10));
  const disclosed = disclosedOf(
    weeks.map((week) => found.get(week) ?? NONE),
    minLearners,
  );
  let total = 0;
  return weeks.map((date, at) => {
    const views = disclosed[at] ?? WITHHELD;
    total += typeof views === 'number' ? views : 0;
    const end = new Date(Date.parse(date) + 7 * DAY_MILLIS).toISOString().slice(0, 10);
    return { date, views, total, whole: end <= over };
  });
};
