import { isSmall, showsAll } from '../metrics/kit/privacy/smallGroups';
import type { StructureIndex } from '../facts/structureIndex';
import { isContainerType } from '../facts/structureIndex';
import type { Asked, Disclosed } from './disclose';
import type { As } from './manifest';
import { hiddenOf, isHidden, shapeOf } from './shapes';

/** A metric, and the kinds of blocks that it says something of. */
export type AskedOn = Asked & { readonly on: readonly string[]; readonly isRolledUp: boolean };

const isAbout = ({ on, isRolledUp }: AskedOn, type: string): boolean =>
  on.includes(type) || (isRolledUp && isContainerType(type));

/** Blocks inside a container, or a bank or a content experiment, whose numbers have to be known before those of the container. */
export const insideToo = (block: string, index: StructureIndex, asked: readonly AskedOn[]): string[] => {
  const type = index.get(block)?.type;
  if (type === undefined) return [];
  const kinds = asked.filter((one) => isAbout(one, type));
  const inside = (id: string): string[] =>
    index
      .childrenOf(id)
      .flatMap((child) => [...(kinds.some((one) => isAbout(one, child.type)) ? [child.id] : []), ...inside(child.id)]);
  return inside(block);
};

/** Learners inside a container, as they are disclosed there. */
interface Inside {
  readonly numbers: ReadonlyMap<string, number>;
  /** Something there is hidden. */
  readonly hides: boolean;
}

/**
 * What may be shown of a metric in a container: nothing, where something inside is hidden, and taking what is shown inside from
 * the container's own numbers would leave few. So it is with the numbers of the product on the outline.
 * @param disclosedOf of each block what was decided of it by itself; undefined: the metric says nothing of it
 */
export const disclosedOfContainer = (
  block: string,
  index: StructureIndex,
  asked: Pick<Asked, 'as'>,
  disclosedOf: (block: string) => Disclosed | undefined,
  minLearners: number,
): Disclosed | undefined => {
  const own = disclosedOf(block);
  if (own === undefined || showsAll(minLearners)) return own;
  const { numbers: sums, hides } = insideOf(block, index, asked.as, (id) =>
    disclosedOfContainer(id, index, asked, disclosedOf, minLearners),
  );
  if (!hides) return own;
  const leavesFew = [...numbersOf(asked.as, own)].some(([what, learners]) => {
    const left = learners - (sums.get(what) ?? 0);
    return isSmall(left, minLearners);
  });
  return leavesFew ? hiddenOf(asked.as) : own;
};

const insideOf = (
  block: string,
  index: StructureIndex,
  as: As,
  disclosedOf: (block: string) => Disclosed | undefined,
): Inside => {
  const sums = new Map<string, number>();
  let hides = false;
  for (const child of index.childrenOf(block)) {
    const own = disclosedOf(child.id);
    const numbers = numbersOf(as, own);
    // of what is not shown itself, what is inside may be
    const inside = numbers.size > 0 ? null : insideOf(child.id, index, as, disclosedOf);
    for (const [what, learners] of inside?.numbers ?? numbers) sums.set(what, (sums.get(what) ?? 0) + learners);
    hides ||= inside?.hides === true || (own !== undefined && isHidden(own));
  }
  return { numbers: sums, hides };
};

const numbersOf = (as: As, disclosed: Disclosed | undefined): ReadonlyMap<string, number> =>
  new Map(disclosed === undefined ? [] : shapeOf(as).counts(disclosed as never));
