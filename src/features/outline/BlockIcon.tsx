import type { ReactNode } from 'react';
import { Icon } from '@openedx/paragon';
import Article from '@openedx/paragon/icons/es5/Article';
import EditNote from '@openedx/paragon/icons/es5/EditNote';
import ListAlt from '@openedx/paragon/icons/es5/ListAlt';
import QuestionAnswerOutline from '@openedx/paragon/icons/es5/QuestionAnswerOutline';
import Videocam from '@openedx/paragon/icons/es5/Videocam';

const ICONS: Readonly<Record<string, typeof EditNote>> = {
  problem: EditNote,
  video: Videocam,
  html: Article,
  discussion: QuestionAnswerOutline,
  vertical: ListAlt,
};

/** The sign of a component's or a unit's type, as in Studio; nothing for what its place shows. The type stands beside it in words. */
export const BlockIcon = ({ type }: { readonly type: string }): ReactNode =>
  ICONS[type] === undefined ? null : <Icon src={ICONS[type]} size="xs" className="marginalia-block-icon" />;
