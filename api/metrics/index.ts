import type { LearnerRules } from './learners/thresholds';
import type { Engine } from '../store/engine';
import { Annotations } from './class/annotations.service';
import { ClassAttention } from './learners/classAttention.service';
import { Comparisons } from './class/comparisons.service';
import { ContentTables } from './class/contentTables.service';
import { CourseOverview } from './class/courseOverview.service';
import { CsvReports } from './csvReports';
import { GroupReports } from './class/groupReports.service';
import { LearnerList } from './learners/learnerList.service';
import { OneLearner } from './learners/oneLearner.service';
import { PageViews } from './class/pageViews.service';
import { SiteReports } from './class/siteReports.service';
import { TeamRecords } from './class/teamRecords.service';
import { Reports } from './reports';
import { Structures } from './kit/structures';

/** Everything that can be asked of an open database. */
export interface Services {
  /** Blocks: the author's side. */
  readonly reports: Reports;
  /** A class as counts: the instructor's side. */
  readonly attention: ClassAttention;
  readonly overview: CourseOverview;
  readonly groups: GroupReports;
  readonly content: ContentTables;
  readonly views: PageViews;
  readonly annotations: Annotations;
  readonly comparisons: Comparisons;
  readonly site: SiteReports;
  /** Single learners. */
  readonly learners: LearnerList;
  readonly learner: OneLearner;
  readonly csv: CsvReports;
  readonly team: TeamRecords;
}

export const openServices = (engine: Engine, minLearners: number, rules: LearnerRules): Services => {
  const structures = new Structures(engine);
  const reports = new Reports(engine, minLearners);
  const annotations = new Annotations(engine);
  const content = new ContentTables(engine, minLearners, structures);
  const services = {
    reports,
    attention: new ClassAttention(engine, minLearners, rules, structures),
    overview: new CourseOverview(engine, minLearners, structures, reports, annotations),
    groups: new GroupReports(engine, minLearners, structures),
    content,
    views: new PageViews(engine, minLearners, structures),
    comparisons: new Comparisons(engine, minLearners, reports, content),
    learners: new LearnerList(engine, minLearners, structures),
    learner: new OneLearner(engine, minLearners, structures, reports),
  };
  return {
    ...services,
    annotations,
    site: new SiteReports(engine, minLearners, structures),
    csv: new CsvReports(minLearners, services),
    team: new TeamRecords(engine),
  };
};
