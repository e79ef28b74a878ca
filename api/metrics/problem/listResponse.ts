/** A list answer's choices, sorted and once each; null where the answer is no JSON list of strings. */
export const listIn = (response: string): string[] | null => {
  if (!response.startsWith('[')) return null;
  try {
    const list: unknown = JSON.parse(response);
    if (!Array.isArray(list) || !list.every((item) => typeof item === 'string')) return null;
    return [...new Set(list as string[])].sort();
  } catch {
    return null;
  }
};
