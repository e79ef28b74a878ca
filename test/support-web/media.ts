/** Has every media query of the window answered alike; jsdom, which lays nothing out, has none. */
export const answerMedia = (matches: boolean): void => {
  const list = { matches, addEventListener: () => undefined, removeEventListener: () => undefined };
  window.matchMedia = (() => list) as unknown as typeof window.matchMedia;
};

/** Leaves the window without media queries, as jsdom has it. */
export const forgetMedia = (): void => void Reflect.deleteProperty(window, 'matchMedia');
