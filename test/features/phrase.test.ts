import { createIntl } from '@edx/frontend-platform/i18n';
import { phraseOf } from '../../src/panels/phrase';

const words = { id: 'x', defaultMessage: '{n, plural, one {# thing} other {# things}}' };
const phrase = (text: string) =>
  phraseOf(createIntl({ locale: 'es', messages: { x: text }, onError: () => undefined }), words);

it.each([
  ['as translated', '{n} cosas', '2 cosas'],
  ['in English where the translation cannot be parsed', '{n cosas', '2 things'],
  ['in English where the translation wants what nobody gives', '{m} cosas', '2 things'],
])('A phrase says it %s', (_, text, said) => {
  expect(phrase(text)({ n: 2 })).toBe(said);
});
