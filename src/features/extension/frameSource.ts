/** What a page of an extension may load: what it brings along. */
const ITS_OWN =
  "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; font-src data:; form-action 'none'; base-uri 'none'";

/**
 * No policy of a page keeps it from going elsewhere by itself, with what it knows in the address; that of the page around
 * it does. Hence a second frame around the first.
 */
const AROUND_IT = `${ITS_OWN}; frame-src 'none'`;

/** Takes the look of the card, and says how high the page is. */
const LISTENER = `
const host = parent.parent, root = document.documentElement;
addEventListener('message', ({ source, data }) => {
  if (source !== host || data.marginalia !== 'figures') return;
  const { color, direction, fontFamily, fontSize } = data.look;
  root.lang = data.locale;
  root.dir = direction;
  Object.assign(root.style, { color, fontFamily, fontSize });
});
new ResizeObserver(() => host.postMessage({ marginalia: 'height', height: root.getBoundingClientRect().height }, '*')).observe(root);
`;

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');

const documentOf = (policy: string, content: string): string =>
  `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">${content}`;

/**
 * The document of the outer frame, with the page of an extension in the inner one.
 * @param title what the picture is called, for screen readers
 * @param page HTML of the extension
 */
export const frameSource = (title: string, page: string): string => {
  const inner = documentOf(ITS_OWN, `<style>body { margin: 0 }</style><script>${LISTENER}</script>${page}`);
  return documentOf(
    AROUND_IT,
    '<style>html, body { height: 100%; margin: 0 } iframe { border: 0; display: block; height: 100%; width: 100% }</style>' +
      `<iframe title="${escaped(title)}" sandbox="allow-scripts" srcdoc="${escaped(inner)}"></iframe>`,
  );
};
