export { LearnerPage } from './LearnerPage';
export { Mark } from './flags/Mark';
export { calledOf } from './naming';
export { Standing, StateName } from './Standing';
