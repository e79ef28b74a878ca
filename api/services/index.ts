import type { LearnerRules } from '../answers/learners/thresholds';
import type { Engine } from '../clickhouse/engine';
import { ClassReports } from './classReports';
import { CsvReports } from './csvReports';
import { LearnerReports } from './learnerReports';
import { Reports } from './reports';
import { TeamRecords } from './teamRecords';

/** Everything that can be asked of an open database. */
export interface Services {
  readonly reports: Reports;
  readonly classes: ClassReports;
  readonly learners: LearnerReports;
  readonly csv: CsvReports;
  readonly team: TeamRecords;
}

export const openServices = (engine: Engine, minLearners: number, rules: LearnerRules): Services => {
  const reports = new Reports(engine, minLearners);
  const classes = new ClassReports(engine, minLearners, rules, reports);
  const learners = new LearnerReports(engine, minLearners, reports);
  return {
    reports,
    classes,
    learners,
    csv: new CsvReports(minLearners, reports, classes, learners),
    team: new TeamRecords(engine),
  };
};
