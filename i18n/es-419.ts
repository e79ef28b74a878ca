/** A file of its own in the package, fetched only where the host speaks the language. */
import es419 from './es-419.json';

export default es419 as Record<string, string>;
