/** A file of its own in the package, fetched only where the host speaks the language. */
import zhCN from './zh-CN.json';

export default zhCN as Record<string, string>;
