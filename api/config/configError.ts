/** A setting that cannot be used. The message says which one and what to do. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}
