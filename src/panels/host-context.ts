import { createContext } from 'react';

/** What a failure leaves unharmed is named by where the reader is: in Studio, or with the course in the LMS. */
export const InStudio = createContext(true);

/** The newest event of the course around, ISO 8601: one clock for all its pages. Null where no page has it. */
export const LatestEvent = createContext<string | null>(null);

/** The run around is over: that no events arrive is no sign that anything is wrong. */
export const HasEnded = createContext(false);

/** When the run around begins, ISO 8601. Null: it has begun, or that is not known. */
export const StartsOn = createContext<string | null>(null);
