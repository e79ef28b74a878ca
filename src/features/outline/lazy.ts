/** What of this feature is fetched with the panels. Nothing that is mounted on a card may import it. */
export { ContainerPanel, ReachSentence, ReachSourceNote } from './ContainerPanel';
export { OfferedNote } from './OfferedNote';
export { CoursePanel } from './CoursePanel';
export { BlockFindings } from './attention/BlockFindings';
export { dropAt, suspectsAt, useAttention } from './attention/findings';
export type { HostChild } from './ContainerPanel';
export { WhatNeedsWork } from './attention/WhatNeedsWork';
export { reasonNames } from './attention/rule-messages';
export { BlockIcon } from './BlockIcon';
export { asPercent, findNode, found, isForAll, topOf, treeOf } from './model';
export type { TreeNode } from './model';
