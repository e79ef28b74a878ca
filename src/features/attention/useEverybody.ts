import { useState } from 'react';
import { getLearners } from '@marginalia/contract';
import type { LearnerRow, LearnersQuery } from '@marginalia/contract';
import { callApi } from '../../host/api';
import { useHost } from '../../host/port';

/** As many as the service gives at once. */
const AT_ONCE = 200;

interface Everybody {
  /** All whom the filters leave, on every page; null: not asked for. */
  readonly learners: readonly LearnerRow[] | null;
  readonly busy: boolean;
  readonly failed: boolean;
  /** Tells their ids. */
  readonly load: () => Promise<readonly string[]>;
  readonly forget: () => void;
}

/** The learners of all pages of a list, asked for when somebody selects them. */
export const useEverybody = (courseId: string, filters: Omit<LearnersQuery, 'limit' | 'offset'>): Everybody => {
  const host = useHost();
  const [learners, setLearners] = useState<readonly LearnerRow[] | null>(null);
  const [state, setState] = useState<'idle' | 'busy' | 'failed'>('idle');
  const load = async (): Promise<readonly string[]> => {
    if (state === 'busy') return [];
    setState('busy');
    try {
      const all: LearnerRow[] = [];
      for (let total = 1; all.length < total;) {
        const query = { ...filters, limit: AT_ONCE, offset: all.length === 0 ? undefined : all.length };
        const page = await callApi(
          host,
          getLearners,
          { params: { course: courseId }, query },
          new AbortController().signal,
        );
        all.push(...page.learners);
        // whoever left meanwhile is not waited for
        total = page.learners.length === 0 ? all.length : page.total;
      }
      setLearners(all);
      setState('idle');
      return all.map(({ id }) => id);
    } catch (error) {
      setState('failed');
      host.reportError(error instanceof Error ? error : new Error(String(error)));
      return [];
    }
  };
  return { learners, busy: state === 'busy', failed: state === 'failed', load, forget: () => setLearners(null) };
};
