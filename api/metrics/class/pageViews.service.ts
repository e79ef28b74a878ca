import { type Views, definitionsOf } from '@marginalia/contract';
import { dateOf } from './dates';
import { viewsByPlace, viewsByWeek } from './views';
import type { CourseScope } from '../../auth/scope';
import type { Engine } from '../../store/engine';
import { sqlTime } from '../../lib/time';
import { pageViews } from './pageViews.query';
import type { Structures } from '../kit/structures';
import { momentIn, newestIn } from './courseSummaries.service';

const DEFINITIONS = definitionsOf('views');

/** Page views of a course, read from its events when somebody wants to see them. */
export class PageViews {
  constructor(
    private readonly engine: Engine,
    private readonly minLearners: number,
    private readonly structures: Structures,
  ) {}

  /** @throws ApiError unknown_course */
  async of(scope: CourseScope): Promise<Views> {
    const course = scope.courseKey;
    const moment = await momentIn(this.engine, course);
    const index = await this.structures.get(course);
    const blocks = (index?.structure.blocks ?? []).filter((block) => index?.isContainer(block.id));
    const around = (id: string, type: string): string =>
      [id, ...(index?.containersOf(id) ?? [])].find((one) => index?.get(one)?.type === type) ?? '';
    const rows = await pageViews.run(this.engine, {
      course,
      registered_only: Number(moment.registered),
      until: moment.running ? '' : sqlTime((moment.at + 1) * 1e6),
      blocks: blocks.map(({ id }) => id),
      subsections: blocks.map(({ id }) => around(id, 'sequential')),
      sections: blocks.map(({ id }) => around(id, 'chapter')),
    });
    const found = (what: 'place' | 'week') =>
      new Map(rows.filter((row) => row.what === what).map((row) => [row.name, row]));
    return {
      asOf: newestIn(moment, this.minLearners),
      definitions: DEFINITIONS,
      minLearners: this.minLearners,
      window: { from: null, to: null },
      places: index ? viewsByPlace(index, found('place'), this.minLearners) : [],
      weeks: viewsByWeek(found('week'), dateOf(moment.at), this.minLearners),
    };
  }
}
