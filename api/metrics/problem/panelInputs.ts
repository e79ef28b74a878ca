import type { Engine } from '../../store/engine';
import type { Micros } from '../../lib/time';
import { panelInputTables, panelInputs } from './panelInputs.query';
import { TableCache } from '../../store/tableCache';

/** A stored difficulty: of a problem, or of the course (block ''). */
export interface StoredDifficulty {
  readonly block: string;
  readonly computedAt: Micros;
  readonly model: string;
}

/** What a panel needs besides the facts. */
export interface PanelInput {
  /** When the block was changed, as publishes state it: distinct, oldest first. */
  readonly edits: readonly string[];
  readonly difficulty: readonly StoredDifficulty[];
  /** What the block said as last published, as stored; '' where no export has it. */
  readonly content: string;
}

/** What changes only with a publish or a computation in the background. */
export class PanelInputs {
  private readonly cache: TableCache<PanelInput>;

  constructor(private readonly engine: Engine) {
    this.cache = new TableCache(engine, panelInputTables(engine.databases));
  }

  get(course: string, block: string): Promise<PanelInput> {
    return this.cache.get(`${course} ${block}`, async () => {
      const rows = await panelInputs.run(this.engine, { course, block });
      return {
        edits: rows.flatMap(({ what, name }) => (what === 'edit' ? [name] : [])).sort(),
        difficulty: rows.flatMap(({ what, name, number, text }) =>
          what === 'difficulty' ? [{ block: name, computedAt: number, model: text }] : [],
        ),
        content: rows.find(({ what }) => what === 'content')?.text ?? '',
      };
    });
  }
}
