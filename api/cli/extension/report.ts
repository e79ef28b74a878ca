import { getExtensionMetric } from '@marginalia/contract';
import { operatorScope } from '../../auth/scope';
import { ExtensionReports } from '../../extension/reports';
import { ApiError } from '../../lib/apiError';
import { openServices } from '../../metrics';
import type { Workspace } from '../../worker/workspace';
import type { Command } from '../command';
import { EXIT, type Io } from '../io';

/** Reports about extensions, as the operator asks. */
export const reportsOf = (workspace: Workspace, minLearners: number): ExtensionReports => {
  const { reports } = openServices(workspace.engine, minLearners, workspace.learnerRules);
  return new ExtensionReports(workspace.engine, minLearners, reports, () => workspace.extensions);
};

/** `report acme.time-on-task`: the same bytes as the route. */
export const reportOfExtension = async (
  workspace: Workspace,
  { metric, course, query }: Extract<Command, { what: 'extension' }>,
  minLearners: number,
  io: Io,
): Promise<number> => {
  await workspace.refresh();
  await workspace.extensions.settle();
  try {
    const report = await reportsOf(workspace, minLearners).metric(operatorScope(course), metric, query, 'operator');
    // through the contract and without a line feed, as the route does: the same bytes
    io.out(JSON.stringify(getExtensionMetric.response.parse(report)));
    return EXIT.done;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    io.err(`${error.message} ${JSON.stringify(error.details ?? {})}\n`);
    return EXIT.couldNotStart;
  }
};
