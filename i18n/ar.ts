/** A file of its own in the package, fetched only where the host speaks the language. */
import ar from './ar.json';

export default ar as Record<string, string>;
