export { CardReadout } from './CardReadout';
export type { CardBlock } from './CardReadout';
export { readoutsOf } from './readouts';
export { isContainer } from './model';
export { blockName, typeName } from './words';
