import type { ReactNode } from 'react';
import { useIntl } from '@edx/frontend-platform/i18n';
import type { IntlShape } from '@edx/frontend-platform/i18n';
import { isolated } from '../lib/isolated';
import { trackNames } from './track-messages';

const isKnown = (track: string): track is keyof typeof trackNames => Object.hasOwn(trackNames, track);

const nameOf = (intl: IntlShape, track: string): string =>
  isKnown(track) ? intl.formatMessage(trackNames[track]) : track;

/** An enrollment track as people call it; one that only the site knows, as it came. For what takes no elements. */
export const trackName = (intl: IntlShape, track: string): string => isolated(nameOf(intl, track));

/** An enrollment track as people call it, in its own direction. */
export const TrackName = ({ track }: { readonly track: string }): ReactNode => <bdi>{nameOf(useIntl(), track)}</bdi>;
