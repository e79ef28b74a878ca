/** Cookies with values that need no escaping: tokens and short names. Enough for the stand-in, so no package for it. */

/** @param header the `Cookie` header of a request */
export const readCookies = (header = ''): Record<string, string> =>
  Object.fromEntries(
    header.split(';').flatMap((pair) => {
      const cut = pair.indexOf('=');
      return cut < 0 ? [] : [[pair.slice(0, cut).trim(), pair.slice(cut + 1).trim()]];
    }),
  );

/**
 * A `Set-Cookie` header for the whole origin.
 * @param options `hidden` from scripts; `gone`: the browser drops the cookie
 */
export const cookie = (name: string, value: string, options: { hidden?: boolean; gone?: boolean } = {}): string =>
  [
    `${name}=${value}`,
    'Path=/',
    'SameSite=Lax',
    ...(options.hidden ? ['HttpOnly'] : []),
    ...(options.gone ? ['Max-Age=0'] : []),
  ].join('; ');
