export { Site } from './LazySite';
