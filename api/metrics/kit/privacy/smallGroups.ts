/** The threshold for whoever may list these learners one by one: to them, nothing is a small group. */
export const EXACT = 1;

export const showsAll = (minLearners: number): boolean => minLearners <= EXACT;

/** Whether a group is one that nothing may identify: 1 to minLearners - 1 learners. Nobody is no group. */
export const isSmall = (learners: number, minLearners: number): boolean => learners > 0 && learners < minLearners;

/** Whether there are as many learners as the threshold asks for, so that a number may be stated about them. */
export const isEnough = (learners: number, minLearners: number): boolean => learners >= minLearners;
