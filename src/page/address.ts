/** What the address of the page says: which course, and whether it stands in a frame of the LMS. */
export interface Address {
  readonly courseId: string;
  readonly embedded: boolean;
}

/** The page about all courses. */
export const isSite = (pathname: string): boolean => /^\/site\/?$/.test(pathname);

/** `/instructor/<course key>` alone, `/instructor/<course key>/embed` in a frame; null for anything else. */
export const addressOf = (pathname: string): Address | null => {
  const [, key, embed] = /^\/instructor\/([^/]+)(\/embed)?\/?$/.exec(pathname) ?? [];
  if (key === undefined) return null;
  try {
    return { courseId: decodeURIComponent(key), embedded: embed !== undefined };
  } catch {
    return null;
  }
};

/** What the service says to the page about itself, at /instructor/settings.json. */
export interface Settings {
  /** The LMS, without a slash at the end. */
  readonly lmsBaseUrl: string;
}

/** The configuration of frontend-platform, from where the page and the LMS are. */
export const configOf = (origin: string, { lmsBaseUrl }: Settings): Record<string, string> => ({
  BASE_URL: origin,
  LMS_BASE_URL: lmsBaseUrl,
  LOGIN_URL: `${lmsBaseUrl}/login`,
  LOGOUT_URL: `${lmsBaseUrl}/logout`,
  REFRESH_ACCESS_TOKEN_ENDPOINT: `${lmsBaseUrl}/login_refresh`,
  CSRF_TOKEN_API_PATH: '/csrf/api/v1/token',
  ACCESS_TOKEN_COOKIE_NAME: 'edx-jwt-cookie-header-payload',
  LANGUAGE_PREFERENCE_COOKIE_NAME: 'openedx-language-preference',
  // the page comes from the service itself
  MARGINALIA_API_URL: origin,
});
