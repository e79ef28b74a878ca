import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { getAttention, getLearner, getLearners, putFollowUp } from '@marginalia/contract';
import type { LearnerRow, LearnerRule, FollowUp } from '@marginalia/contract';
import { sendApi } from '../../../host/api';
import { useHost } from '../../../host/port';

/** The reports with follow-ups in them, which are asked for again after one. */
export const TOUCHED = [getLearners.path, getLearner.path, getAttention.path];

interface FollowedUp {
  readonly saved: number;
  readonly failed: number;
}

/** Follows up the main flag of several learners, one after the other; what went wrong is counted, not hidden. */
export const useFollowUpMany = (
  courseId: string,
): {
  readonly followUp: (
    learners: readonly Pick<LearnerRow, 'id' | 'state' | 'marks'>[],
    followUp: FollowUp,
  ) => Promise<void>;
  readonly busy: boolean;
  readonly done: FollowedUp | null;
} => {
  const host = useHost();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState<FollowedUp | null>(null);
  const one = async (learner: string, rule: LearnerRule, followUp: FollowUp): Promise<boolean> => {
    try {
      await sendApi(host, putFollowUp, { params: { course: courseId, learner } }, { rule, answer: followUp });
      return true;
    } catch (error) {
      host.reportError(error instanceof Error ? error : new Error(String(error)));
      return false;
    }
  };
  return {
    busy,
    done,
    followUp: async (learners, followUp) => {
      if (busy) return;
      setBusy(true);
      setDone(null);
      let [saved, failed] = [0, 0];
      for (const { id, state, marks } of learners) {
        const flag = marks.find(({ rule }) => rule === state) ?? marks[0];
        if (flag === undefined) continue;
        if (await one(id, flag.rule, followUp)) saved += 1;
        else failed += 1;
      }
      await Promise.all(TOUCHED.map((path) => client.invalidateQueries({ queryKey: ['marginalia', path] })));
      setDone({ saved, failed });
      setBusy(false);
    },
  };
};
