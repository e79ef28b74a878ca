/** An address as a host has it in its settings, without slashes at the end; null where there is none. */
export const addressOf = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value.replace(/\/+$/, '') : null;

/** The LMS for `HostPort.config`; nothing where the host does not know it. */
export const lmsAt = (value: unknown): { readonly lmsUrl?: string } => {
  const lmsUrl = addressOf(value);
  return lmsUrl === null ? {} : { lmsUrl };
};
