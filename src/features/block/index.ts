export { OtherPanel } from './OtherPanel';
