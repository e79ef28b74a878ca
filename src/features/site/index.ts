export { Site } from './LateSite';
