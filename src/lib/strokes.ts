/** Colour and dashes of lines in their order: told apart in grey, and by who sees no colours. */
const STROKES = [
  { stroke: 'var(--marginalia-data)', strokeDasharray: '' },
  { stroke: 'var(--marginalia-second)', strokeDasharray: '6 3' },
  { stroke: 'var(--marginalia-context)', strokeDasharray: '2 3' },
  { stroke: 'var(--marginalia-second)', strokeDasharray: '10 3 2 3' },
  { stroke: 'var(--marginalia-data)', strokeDasharray: '1 4' },
] as const;

/** Of what the others are compared with: thin, and behind them. */
export const GHOST = { stroke: 'var(--marginalia-context)', strokeDasharray: '' } as const;

/** The stroke of the line of this index; after the last they begin anew. */
export const strokeOf = (index: number): (typeof STROKES)[number] => STROKES[index % STROKES.length] ?? STROKES[0];
