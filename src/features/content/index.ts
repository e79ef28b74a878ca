export { ContentPage } from './ContentPage';
export { ContentTables } from './ContentTables';
export { changeOf } from './model';
