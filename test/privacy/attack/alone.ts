import type { TestApi } from '../../http/api';
import { type Ask, type Given, ask, runOfKind } from './asking';
import { type Contributions, counted } from './judge';
import { KINDS } from './madeUp';

const keyOf = ({ route, metric, block, weeks, query = {} }: Ask): string => {
  const { track: _, ...others } = query;
  return JSON.stringify([route, metric, block, weeks, Object.entries(others).sort()]);
};

/** What one learner of each kind adds to every number: asked of the courses with one learner each. */
export class Alone {
  private readonly known = new Map<string, Map<string, number>[]>();

  /** @param exact answers without a threshold */
  constructor(private readonly exact: TestApi) {}

  /** What was asked, and that in the window in which it was counted. */
  async learn(answers: readonly Given[]): Promise<void> {
    for (const given of answers) for (const asked of [given.ask, counted(given)]) await this.learnOne(asked);
  }

  readonly contributions: Contributions = (asked, { id }) => {
    const track = asked.query?.track;
    return KINDS.map((kind, k) =>
      track === undefined || kind.track === track ? (this.known.get(keyOf(asked))?.[k]?.get(id) ?? 0) : 0,
    );
  };

  private async learnOne(asked: Ask): Promise<void> {
    const key = keyOf(asked);
    if (this.known.has(key)) return;
    const { track: _, ...query } = asked.query ?? {};
    const found: Map<string, number>[] = [];
    for (const kind of KINDS.keys()) {
      const { leaves } = await ask(this.exact, runOfKind(kind), { ...asked, query });
      found.push(new Map(leaves.map(({ id, value }) => [id, value])));
    }
    this.known.set(key, found);
  }
}
