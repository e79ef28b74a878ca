export type Catalogue = Readonly<Record<string, string>>;

/**
 * Translations shipped with the plugin, by language tag; each fetches its file. English is in the code itself. A new
 * language needs a line here.
 */
const catalogues: Readonly<Record<string, () => Promise<Catalogue>>> = {
  ar: async () => (await import('./ar')).default,
  'es-419': async () => (await import('./es-419')).default,
  fr: async () => (await import('./fr')).default,
  'zh-CN': async () => (await import('./zh-CN')).default,
};

export default catalogues;
