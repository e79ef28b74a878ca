export { evidenceSentences } from './flags/Evidence';
export { Mark } from './flags/Mark';
export { draftWords, words as flagWords } from './flags/messages';
export { useAnswerMany } from './flags/useAnswerMany';
export { LearnerPage } from './LearnerPage';
export { Initials, useCalled } from './Named';
export { mailToMany } from './naming';
export { ReasonChip } from './ReasonChip';
export { Standing, StateName } from './Standing';
