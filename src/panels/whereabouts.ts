import { createContext } from 'react';

/** What a failure leaves unharmed is named by where the reader is: in Studio, or with the course in the LMS. */
export const InStudio = createContext(true);
