/** As the style has it: on a page so narrow, a card of the outline has no numbers but how many things are worth a look. */
export const NARROW = '(width < 1200px)';
