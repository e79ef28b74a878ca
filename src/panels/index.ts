/** What every feature is made with. */
export { Announcer, useAnnounce, useAnnounced } from './announce';
export { AnswerPanel, NothingYet } from './AnswerPanel';
export { Chart, LazyTimeLines, LazyWatchCurve, LazyWeekRates } from './Chart';
export { CsvButton } from './CsvButton';
export { EvidenceNote, WithheldNotice } from './EvidenceNote';
export { FilterProvider, asHere, isFiltered, useFilter, useFilterQuery, useOutline } from './filter';
export type { Filter } from './filter';
export { footerWords, stateWords } from './messages';
export { Figure, MetricCards, MetricFigure } from './MetricCard';
export { metricWords } from './metrics';
export { useNumbers } from './numbers';
export type { Numbers } from './numbers';
export { OtherRuns } from './OtherRuns';
export { SHAPES } from './shapes';
export { TableTwin } from './TableTwin';
export { PanelCard } from './PanelCard';
export type { PanelProps } from './panel-props';
export { InStudio, LatestEvent } from './whereabouts';
