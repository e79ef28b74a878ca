/** The chart chunk: the only place where recharts is imported, loaded when the first chart is drawn. */
export { TimeLines } from './TimeLines';
export { WatchCurve } from './WatchCurve';
export { WeekRates } from './WeekRates';
