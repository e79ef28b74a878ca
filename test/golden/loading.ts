/** How golden data is loaded: a row that is rejected fails the test. */
export const NOTHING_REJECTED = {
  onReject: ({ reason }: { readonly reason: string }): void => {
    throw new Error(reason);
  },
  onProgress: (): void => undefined,
  signal: new AbortController().signal,
};
