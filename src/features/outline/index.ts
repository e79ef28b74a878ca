export { CardReadout } from './CardReadout';
export { isContainer } from './model';
export { blockName, typeName } from './words';
