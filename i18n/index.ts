import ar from './ar.json';
import es419 from './es-419.json';

/** Translations shipped with the plugin, by language tag. English is in the code itself. */
const catalogues: Record<string, Record<string, string>> = { ar, 'es-419': es419 };

export default catalogues;
