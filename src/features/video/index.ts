export { VideoPanel } from './VideoPanel';
