/**
 * The same page about another course: the address of this page with that course's key in place of this one's. Hosts have
 * the key in their addresses, each as it likes.
 * @returns null where this page's address does not name its course
 */
export const addressFor = (href: string, courseId: string, other: string): string | null => {
  const [page = ''] = href.split('#');
  const spellings = [encodeURIComponent, encodeURI, (key: string) => key.replaceAll('+', '%2B')];
  const spelling = spellings.find((spell) => page.includes(spell(courseId)));
  return spelling === undefined ? null : `${page.replaceAll(spelling(courseId), spelling(other))}#course`;
};
