export { type TimeRow, byBin, byCategory, byTime, sumsBy } from './breakdowns';
export { count } from './count';
export { quartiles } from './quartiles';
export { share } from './share';
export { mean, total } from './total';
