import type { Engine } from '../store/engine';
import type { Installed, Registry, Revision } from './registry';
import { isEnabledIn } from './registry';
import { type Cases, propertiesOfEvents } from './properties.query';

/** A property of events, and what it is by platform. */
interface EventProperty {
  readonly name: string;
  readonly cases: Cases;
}

const eventPropertiesIn = (revision: Revision | null): EventProperty[] =>
  (revision?.manifest.properties ?? []).flatMap((one) => ('cases' in one ? [one] : []));

/** Whose events, and when; no learners: everybody's. */
interface Events {
  readonly course: string;
  readonly learners: readonly string[];
  readonly events: readonly { readonly time: number }[];
}

/** What events say beyond the common columns, by properties that extensions define: read where code names one. */
export class EventProperties {
  constructor(
    private readonly engine: Engine,
    private readonly registry: Registry,
  ) {}

  /** Whether the code of the extension names any. */
  async areNamed(extension: Installed, revision: Revision, course: string): Promise<boolean> {
    return (await this.named(extension, revision, course)).length > 0;
  }

  /** @returns by the id of the event; nothing where the code of the extension names none */
  async of(
    extension: Installed,
    revision: Revision,
    { course, learners, events }: Events,
  ): Promise<ReadonlyMap<string, Readonly<Record<string, unknown>>>> {
    const properties = await this.named(extension, revision, course);
    if (properties.length === 0 || events.length === 0) return new Map();
    const times = events.map(({ time }) => time);
    const [from, to] = [
      times.reduce((a, b) => Math.min(a, b), Infinity),
      times.reduce((a, b) => Math.max(a, b), -Infinity),
    ];
    const rows = await propertiesOfEvents(properties.map(({ cases }) => cases)).run(this.engine, {
      course,
      learners,
      from,
      to,
    });
    return new Map(
      rows.map(({ id, values }) => [
        id,
        Object.fromEntries(properties.map(({ name }, at) => [name, valueOf(values[at] ?? 'null')])),
      ]),
    );
  }

  /** Its own first, then those of others that are on in the course; of two with the same name one. */
  private async named(extension: Installed, revision: Revision, course: string): Promise<EventProperty[]> {
    const others = (await this.registry.all()).filter(
      (one) => one.name !== extension.name && one.state === 'on' && isEnabledIn(one, course),
    );
    const all = [...eventPropertiesIn(revision), ...others.flatMap(({ active }) => eventPropertiesIn(active))];
    if (all.length === 0) return [];
    const code = await this.registry.bundle(extension.name, revision.revision);
    return [...new Map(all.reverse().map((one) => [one.name, one])).values()].filter(
      // its definition holds the name once
      ({ name }) => code.split(name).length > (eventPropertiesIn(revision).some((one) => one.name === name) ? 2 : 1),
    );
  }
}

/** One value: a text, a number, yes or no. */
const valueOf = (json: string): unknown => {
  const value: unknown = JSON.parse(json);
  return typeof value === 'object' ? null : value;
};
