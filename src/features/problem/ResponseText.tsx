import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import { isolated } from '../../lib/isolated';
import { listItems } from '../../lib/response-text';
import { words } from './messages';
import type { ResponseRow } from './model';
import { CourseText } from '../../ui/CourseText';

/** An answer as learners gave it: the items of a list, a text, or words for an empty or undisclosed one. */
export const ResponseText = ({
  row,
}: {
  readonly row: Pick<ResponseRow, 'value' | 'texts' | 'variants' | 'hint'>;
}): ReactNode => {
  const intl = useIntl();
  if (row.value === null) return <FormattedMessage {...words.other} values={{ texts: row.texts }} />;
  const items = listItems(row.value);
  const text = items === null ? row.value : intl.formatList(items, { type: 'unit' });
  if (text.trim() === '') return <em>{intl.formatMessage(words.empty)}</em>;
  return (
    <>
      <CourseText>{text}</CourseText>
      {row.hint !== '' && (
        <small className="marginalia-variants">
          <FormattedMessage {...words.choiceHint} values={{ hint: <CourseText>{row.hint}</CourseText> }} />
        </small>
      )}
      {row.variants.length > 0 && (
        <small className="marginalia-variants">
          <FormattedMessage
            {...words.variants}
            values={{
              texts: intl.formatList(
                row.variants.filter((variant) => variant !== row.value).map((variant) => `“${isolated(variant)}”`),
                { type: 'unit' },
              ),
            }}
          />
        </small>
      )}
    </>
  );
};
