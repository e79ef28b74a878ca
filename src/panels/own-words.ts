interface Worded {
  readonly title: string;
  readonly sentence: string;
  readonly words?: Readonly<Record<string, { readonly title: string; readonly sentence: string }>> | undefined;
}

/** Title and sentence of what an extension brings, in the reader's language where it has them in that. */
export const ownWords = (locale: string, worded: Worded): { readonly title: string; readonly sentence: string } =>
  worded.words?.[locale] ?? worded.words?.[locale.split('-')[0] ?? ''] ?? worded;
