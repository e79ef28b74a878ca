import type { Engine } from '../store/engine';
import { GuardError, checkExpression } from './guard';
import { HostError } from './host/hostProcess';
import type { Hosts } from './hosts';
import { type Manifest, ManifestError, fullId, grantOf, hostOf, parseManifest } from './manifest';
import { isPerLearner } from './models';
import { BLOCK_TYPES, isCoreProperty, propertyId } from './objectProperties';
import { type Shipped, PackageError, scopeOf } from './package/bundle';
import { type Installed, type Revision, dependsOn, revisionOf } from './registry';

interface Inspected {
  readonly manifest: Manifest;
  readonly revision: Revision;
}

/**
 * Derives what an extension says of itself, inside the closed machine, and checks all of it. Nothing is stored.
 * @param expressions the engine that reads authors' expressions; null: none is at hand, and they are not checked
 * @throws PackageError, ManifestError
 */
export const inspect = async (shipped: Shipped, hosts: Hosts, expressions: Engine | null): Promise<Inspected> => {
  const said = await hosts.describe(shipped.bundle).catch((error: unknown) => {
    if (!(error instanceof HostError)) throw error;
    throw new PackageError(`It could not be loaded: ${error.message}.`);
  });
  if (shipped.manifest !== null && shipped.manifest !== '' && shipped.manifest !== said)
    throw new PackageError('Its description is not what its code says. Pack it again from its sources.');
  const manifest = parseManifest(shipped.name, said);
  const problems = manifest.views.flatMap(({ id, html }) => pageProblems(id, html, shipped.files));
  if (problems.length > 0) throw new ManifestError(problems);
  const checked = expressions ? await withCheckedExpressions(manifest, expressions) : manifest;
  return {
    manifest: checked,
    revision: {
      revision: revisionOf(shipped.bundle, shipped.files),
      version: shipped.version,
      manifest: checked,
      files: shipped.files,
    },
  };
};

/** Bytes of a page, which comes with every answer about its place. */
const LARGEST_PAGE = 64 * 1024;

const pageProblems = (id: string, html: string | undefined, files: Shipped['files']): string[] => {
  if (html === undefined) return [];
  const page = files[html];
  if (page === undefined) return [`${id}: there is no ${html} beside the sources`];
  const size = Buffer.byteLength(page);
  if (size <= LARGEST_PAGE) return [];
  return [`${id}: ${html} has ${Math.ceil(size / 1024)} kB; at most ${LARGEST_PAGE / 1024} kB are allowed`];
};

/** From here on expressions are as the engine writes them: whatever stood beside them is gone. */
const withCheckedExpressions = async (manifest: Manifest, engine: Engine): Promise<Manifest> => {
  const problems: string[] = [];
  const checked = async (id: string, text: string, isProperty = false): Promise<string> => {
    try {
      return await checkExpression(engine, text, isProperty);
    } catch (error) {
      if (!(error instanceof GuardError)) throw error;
      problems.push(`${id}: ${text}: ${error.message}`);
      return text;
    }
  };
  const metrics: Manifest['metrics'] = [];
  for (const metric of manifest.metrics)
    metrics.push(metric.sql ? { ...metric, sql: { value: await checked(metric.id, metric.sql.value) } } : metric);
  const properties: Manifest['properties'] = [];
  for (const property of manifest.properties) {
    if (!('cases' in property)) {
      properties.push(property);
      continue;
    }
    const cases: (typeof property)['cases'] = [];
    for (const { when, value } of property.cases)
      cases.push({
        ...(when === undefined ? {} : { when: await checked(property.name, when, true) }),
        value: await checked(property.name, value, true),
      });
    properties.push({ ...property, cases });
  }
  if (problems.length > 0) throw new ManifestError(problems);
  return { ...manifest, metrics, properties };
};

/** Why it cannot be added to the others. @throws ManifestError */
export const checkBeside = (name: string, manifest: Manifest, others: readonly Installed[]): void => {
  const problems: string[] = [];
  const own = new Set(manifest.metrics.map(({ id }) => fullId(name, id)));
  const theirs = new Map<string, readonly string[]>();
  const perLearner = new Set([
    ...manifest.metrics.filter(isPerLearner).map(({ id }) => fullId(name, id)),
    ...others.flatMap((other) =>
      ((other.next ?? other.active)?.manifest.metrics ?? [])
        .filter(isPerLearner)
        .map(({ id }) => fullId(other.name, id)),
    ),
  ]);
  for (const other of others) {
    if (other.name === name) continue;
    for (const { id, from = [] } of (other.next ?? other.active)?.manifest.metrics ?? []) {
      const full = fullId(other.name, id);
      theirs.set(full, from);
      if (own.has(full)) problems.push(`${full} is a metric of ${other.name} already: give yours another id`);
    }
  }
  const named = (of: Manifest): string[] => of.properties.map((one) => ('cases' in one ? one.name : propertyId(one)));
  for (const other of others)
    if (other.name !== name)
      for (const one of named((other.next ?? other.active)?.manifest ?? manifest).filter((id) =>
        named(manifest).includes(id),
      ))
        problems.push(`${one} is a property of ${other.name} already: give yours another name`);
  for (const one of named(manifest))
    if (isCoreProperty(one)) problems.push(`${one} is a property of Marginalia: give yours another name`);
  if (BLOCK_TYPES.has(scopeOf(name)))
    problems.push(
      `"${scopeOf(name)}" is a type of block, whose properties begin with it: use another name before the slash`,
    );
  const properties = new Set(
    [manifest, ...others.flatMap((one) => (one.next ?? one.active)?.manifest ?? [])].flatMap(named),
  );
  for (const id of dependsOn(manifest)) if (isCoreProperty(id)) properties.add(id);
  const scopes = new Set([scopeOf(name), ...others.map((other) => scopeOf(other.name))]);
  const isThere = (id: string): boolean => own.has(id) || theirs.has(id) || properties.has(id);
  for (const { id, tier, from = [] } of manifest.metrics)
    for (const needed of from)
      if (needed.includes('.') && !isThere(needed))
        problems.push(`${id} is made from ${needed}, which no added extension has: add that one first`);
      else if (tier === 'model' && !perLearner.has(needed))
        problems.push(
          `${id} is made from ${needed}, which says nothing of single learners: name a metric with each or sql`,
        );
  for (const { id, show = [] } of manifest.views)
    for (const { metric } of show)
      if (!isThere(metric))
        problems.push(
          `${id} shows ${metric}, which no added extension has: add that one first, or name one of your own`,
        );
  const made = new Set([
    ...manifest.metrics.flatMap(({ from = [] }) => from),
    ...manifest.views.flatMap(({ show = [] }) => show.map(({ metric }) => metric)),
  ]);
  for (const needed of dependsOn(manifest))
    if (!made.has(needed) && !properties.has(needed) && !scopes.has(scopeOf(needed.replace('.', '/'))))
      problems.push(`it needs ${needed}: add the extension ${needed.split('.')[0] ?? ''} first`);
  const graph = new Map([...theirs, ...manifest.metrics.map(({ id, from = [] }) => [fullId(name, id), from] as const)]);
  const circle = circleIn(graph);
  if (circle) problems.push(`${circle.join(' is made from ')}: a metric cannot be made from itself`);
  if (problems.length > 0) throw new ManifestError(problems);
};

const circleIn = (graph: ReadonlyMap<string, readonly string[]>): string[] | null => {
  const done = new Set<string>();
  const visit = (id: string, path: readonly string[]): string[] | null => {
    if (path.includes(id)) return [...path.slice(path.indexOf(id)), id];
    if (done.has(id)) return null;
    done.add(id);
    for (const next of graph.get(id) ?? []) {
      const found = visit(next, [...path, id]);
      if (found) return found;
    }
    return null;
  };
  for (const id of graph.keys()) {
    const found = visit(id, []);
    if (found) return found;
  }
  return null;
};

/** Names of installed extensions that need one of these. */
export const dependants = (removed: readonly Installed[], all: readonly Installed[]): string[] => {
  const ids = new Set(
    removed.flatMap(({ name, active }) => (active?.manifest.metrics ?? []).map(({ id }) => fullId(name, id))),
  );
  const deriving = new Set(
    removed.filter(({ active }) => active?.manifest.handlers.length).map(({ name }) => scopeOf(name)),
  );
  return all
    .filter((one) => !removed.includes(one) && one.active)
    .filter(({ active }) =>
      active
        ? dependsOn(active.manifest).some(
            (id) => ids.has(id) || (deriving.has(id.split('.')[0] ?? '') && !ids.has(id) && !id.includes('/')),
          )
        : false,
    )
    .map(({ name }) => name);
};

/** What an extension reads, sends and needs, in words, for whoever decides about it. */
export const wordsAbout = ({ metrics, handlers, views, jobs, sources, properties }: Manifest): string[] => {
  const filters = [...metrics.map(({ events }) => events), ...handlers.map(({ filter }) => filter)].filter(
    (one) => one !== undefined,
  );
  const isAll = filters.some((one) => one.context === 'all' || !one.verbs);
  const verbs = [...new Set(filters.flatMap(({ verbs = [] }) => verbs))];
  const grants = [...new Set([...metrics, ...handlers, ...jobs].flatMap((one) => one.grants))];
  const list = (what: string, items: readonly string[]): string[] =>
    items.length > 0 ? [`${what}: ${items.join(', ')}`] : [];
  return [
    ...list(
      'metrics',
      metrics.map(({ id, title }) => `${title} (${id})`),
    ),
    ...list(
      'views',
      views.map(({ title }) => title),
    ),
    ...list(
      'handlers',
      handlers.map(({ id }) => id),
    ),
    ...list(
      'jobs',
      jobs.map(({ id, every }) => `${id}, ${every}`),
    ),
    ...list(
      'sources',
      sources.map(({ title }) => title),
    ),
    ...list(
      'fetches',
      sources.flatMap(({ id, fetch }) =>
        fetch
          ? `${id} from ${hostOf(fetch)}, ${fetch.every}, once ${grantOf(fetch)} is granted${fetch.secret === undefined ? '' : `, with the secret ${fetch.secret}`}`
          : [],
      ),
    ),
    ...list(
      'properties',
      properties.map((one) => ('cases' in one ? `event.${one.name}` : propertyId(one))),
    ),
    ...list('reads of every learner of a class, by number', [
      ...new Set(metrics.flatMap(({ tier, from = [] }) => (tier === 'model' ? from : []))),
    ]),
    filters.length === 0
      ? 'reads: no events'
      : `reads: ${isAll ? 'all events of one learner at a time, not who it is' : `${verbs.join(', ')} events of one learner at a time, not who it is`}`,
    `sends: ${grants.includes('mail') ? 'mail' : 'nothing'}`,
    ...(grants.includes('class')
      ? [
          'needs the grant "class": it sees all learners of a course at once, by number. What it says could hold more about single learners than a count does.',
        ]
      : []),
  ];
};
