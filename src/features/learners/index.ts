export { evidenceSentences } from './flags/Evidence';
export { Flag } from './flags/Flag';
export { draftWords, words as flagWords } from './flags/messages';
export { useFollowUpMany } from './flags/useFollowUpMany';
export { LearnerPage } from './LearnerPage';
export { Initials, useCalled } from './Named';
export { mailToMany } from './naming';
export { ReasonChip } from './ReasonChip';
export { Standing, StateName } from './Standing';
