export { GroupNav } from './GroupNav';
export { GroupPage } from './GroupPage';
export { words as groupWords } from './messages';
