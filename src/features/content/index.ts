export { ContentTables } from './ContentTables';
