import type { IntlShape } from '@edx/frontend-platform/i18n';

interface Words {
  readonly id: string;
  readonly defaultMessage: string;
}

type Phrase = (values: Record<string, string | number>) => string;

/**
 * A message that is said hundreds of times: looked up and parsed once, where `intl.formatMessage` would each time. What
 * is wrong with a translation is left to `intl`, which falls back to English.
 */
export const phraseOf = (intl: IntlShape, words: Words): Phrase => {
  const slowly: Phrase = (values) => intl.formatMessage(words, values);
  const { formatters, formats, locale, messages } = intl;
  try {
    const text = messages[words.id] ?? words.defaultMessage;
    const message = formatters.getMessageFormat(text, locale, formats);
    return (values) => {
      try {
        return String(message.format(values));
      } catch {
        return slowly(values);
      }
    };
  } catch {
    return slowly;
  }
};
