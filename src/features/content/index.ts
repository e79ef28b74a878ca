export { ContentPage } from './ContentPage';
export { ContentTables } from './ContentTables';
export { ChangeCell } from './BlockCells';
export { changeOf } from './model';
export type { Change } from './model';
