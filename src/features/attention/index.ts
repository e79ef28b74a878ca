export { AttentionPage } from './AttentionPage';
export { ListNav } from './ListNav';
