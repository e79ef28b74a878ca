import type { Card, ViewFigure } from '@marginalia/contract';
import type { CourseScope } from '../auth/scope';
import type { Engine } from '../store/engine';
import { type Asker, type Rules, isAllowed } from './asker';
import { registersOf } from './classHandlers';
import { hostName } from './computation';
import { LIMITS } from './host/hostProcess';
import type { Hosts } from './hosts';
import { type ViewManifest, fullId } from './manifest';
import { type Installed, type Registry, type Revision, isEnabledIn } from './registry';

/** Characters of a text that a view computes. */
const LONGEST_TEXT = 2000;

/** Where views are shown, and to whom. */
interface Place {
  readonly scope: CourseScope;
  /** A type of block, `course` or `instructor`. */
  readonly place: string;
  readonly courseName: string;
  readonly viewer: string;
  readonly asker: Asker;
}

interface Needs {
  readonly engine: Engine;
  readonly registry: Registry;
  readonly hosts: Hosts;
  readonly rules: Rules;
  /** A number that a view shows; null where whoever asks may not see it, or where there is none of that name. */
  figure(shown: Shown): Promise<ViewFigure | null>;
}
export interface Shown {
  readonly metric: string;
  readonly chart?: ViewFigure['chart'] | undefined;
  readonly params?: Readonly<Record<string, unknown>> | undefined;
}

/** The cards of all views of a place. A view of which nothing may be shown has none. */
export const viewCards = async (at: Place, needs: Needs): Promise<Card[]> => {
  const cards: Card[] = [];
  for (const extension of await needs.registry.all()) {
    const { active } = extension;
    if (extension.state !== 'on' || !active || !isEnabledIn(extension, at.scope.courseKey)) continue;
    for (const view of active.manifest.views) {
      const id = fullId(extension.name, view.id);
      if (view.place !== at.place || !isAllowed(id, view.allow, at.asker, needs.rules)) continue;
      const said = await contentOf(view, extension, active, at, needs);
      if (said) cards.push({ id, title: view.title, sentence: '', chart: 'stat', ...said });
    }
  }
  return cards;
};

type Content = Pick<Card, 'state' | 'text' | 'figures' | 'page' | 'reason'>;

/** Null: there is nothing that may be shown. */
const contentOf = async (
  view: ViewManifest,
  extension: Installed,
  revision: Revision,
  at: Place,
  needs: Needs,
): Promise<Content | null> => {
  const figures = (await Promise.all((view.show ?? []).map((one) => needs.figure(one)))).filter((one) => one !== null);
  const page = view.html === undefined ? undefined : revision.files[view.html];
  if (view.text === undefined && view.show !== undefined && figures.length === 0) return null;
  try {
    const text = await textOf(view, extension, revision, at, needs);
    return {
      state: 'ready',
      ...(text === undefined ? {} : { text }),
      ...(view.show === undefined ? {} : { figures }),
      ...(page === undefined ? {} : { page }),
    };
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'HostError') throw error;
    return { state: 'failed', reason: error.message };
  }
};

const textOf = async (
  { id, text }: ViewManifest,
  extension: Installed,
  revision: Revision,
  { scope, courseName, viewer }: Place,
  { engine, hosts, registry }: Needs,
): Promise<string | undefined> => {
  if (text === undefined || typeof text === 'string') return text;
  const kept = await registersOf(engine, extension, revision, scope.courseKey);
  const context = JSON.stringify({ id, viewer: { name: viewer }, course: { name: courseName }, kept });
  const answer = await hosts.use(
    hostName(extension, revision),
    () => registry.bundle(extension.name, revision.revision),
    null,
    (host) => host.call('view', context, LIMITS.view),
  );
  return String(JSON.parse(answer)).slice(0, LONGEST_TEXT);
};
