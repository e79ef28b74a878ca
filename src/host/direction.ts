/**
 * The direction, where the page does not say it already. Hosts mirror Paragon's rules by the attribute, also its rules
 * for right to left, which then hold for a direction said twice, and the wrong way round.
 */
export const directionToSay = (rtl: boolean): 'rtl' | 'ltr' | undefined => {
  const direction = rtl ? 'rtl' : 'ltr';
  return (document.documentElement.dir || 'ltr') === direction ? undefined : direction;
};
