export { ExperimentPanel } from './ExperimentPanel';
