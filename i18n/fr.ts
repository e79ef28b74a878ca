/** A file of its own in the package, fetched only where the host speaks the language. */
import fr from './fr.json';

export default fr as Record<string, string>;
