import catalogues from '../../i18n';

/**
 * Our translations for a language tag: the tag itself, else any catalogue of the same language (`es` finds `es-419`),
 * else nothing, which leaves the English words in the code.
 */
export const messagesFor = (tag: string): Record<string, string> => {
  const wanted = tag.toLowerCase();
  const language = wanted.split('-')[0] ?? wanted;
  const names = Object.keys(catalogues);
  const name =
    names.find((n) => n.toLowerCase() === wanted) ?? names.find((n) => n.toLowerCase().split('-')[0] === language);
  return name === undefined ? {} : (catalogues[name] ?? {});
};
