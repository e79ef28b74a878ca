import type { ReactNode } from 'react';
import { useIntl } from '@edx/frontend-platform/i18n';

/** A difference of shares in points, with its sign before it in languages that are read from the right, too. */
export const SignedPoints = ({ share }: { readonly share: number }): ReactNode => {
  const intl = useIntl();
  return (
    <bdi dir="ltr">
      {intl.formatNumber(share * 100, { maximumFractionDigits: 0, signDisplay: 'exceptZero' }).replace('-', '−')}
    </bdi>
  );
};
