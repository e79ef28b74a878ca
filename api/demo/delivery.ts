import { PATTERNS } from './patterns';
import type { Random } from './random';
import type { Statement } from '../pipeline/transform/statement';
import { HOUR, SECOND } from './time';

interface Parcel {
  readonly arrives: number;
  readonly statements: readonly Statement[];
}

/**
 * The order in which an LMS delivers: batches of some seconds, a few events hours late, a few of them twice.
 * @param events the statements of one tracking event each
 */
export const deliver = (random: Random, events: Iterable<Statement[]>): Statement[] => {
  const { late, duplicates } = PATTERNS.delivery;
  const parcels: Parcel[] = [];
  for (const statements of events) {
    const first = statements[0];
    if (!first) continue;
    const happened = Date.parse(first.timestamp) * 1000;
    const delay = random.chance(late) ? random.between(0.2, 48) * HOUR : random.between(0, 5) * SECOND;
    parcels.push({ arrives: happened + delay, statements });
    if (random.chance(duplicates)) {
      parcels.push({ arrives: happened + delay + random.between(0.02, 1) * HOUR, statements });
    }
  }
  return parcels.sort((a, b) => a.arrives - b.arrives).flatMap((parcel) => parcel.statements);
};
