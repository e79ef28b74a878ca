export { CardReadout } from './CardReadout';
export { ContainerPanel, ReachSentence, ReachSourceNote } from './ContainerPanel';
export { CoursePanel } from './CoursePanel';
export { isContainer } from './model';
export { blockName, typeName } from './words';
