import { type Statement, type TransformOptions, transformEvent } from '../../../api/pipeline/transform';
import { ACTOR, type Event, LMS } from './events';

export const OPTIONS: TransformOptions = {
  lmsUrl: LMS,
  actorOf: (user) => (user === '7' || user === 'ana' ? ACTOR : null),
  courseNameOf: (key) => (key.includes('Unknown') ? null : 'A course'),
  transformerVersion: 'event-routing-backends@10.0.0',
  strict: false,
  asLive: true,
};

/** The statements of an event that has to give some. */
export const statementsOf = (event: Event, options: Partial<TransformOptions> = {}): readonly Statement[] => {
  const made = transformEvent(event, { ...OPTIONS, ...options });
  if (made.kind !== 'statements') throw new Error(`${made.kind}: ${made.reason}`);
  return made.statements;
};

export const statementOf = (event: Event, options: Partial<TransformOptions> = {}): Statement => {
  const [statement, ...more] = statementsOf(event, options);
  if (!statement || more.length > 0) throw new Error(`${more.length + 1} statements`);
  return statement;
};

/** Why nothing comes of an event. */
export const refusal = (event: Event, options: Partial<TransformOptions> = {}): string => {
  const made = transformEvent(event, { ...OPTIONS, ...options });
  return made.kind === 'statements' ? 'statements' : `${made.kind}: ${made.reason}`;
};
