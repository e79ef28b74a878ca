/**
 * The items of a list answer (a JSON list of texts); null where the answer is a single text.
 */
export const listItems = (value: string): string[] | null => {
  if (!value.startsWith('[')) return null;
  try {
    const parsed: unknown = JSON.parse(value);
    return Array.isArray(parsed) && parsed.every((item) => typeof item === 'string') ? parsed : null;
  } catch {
    return null;
  }
};
