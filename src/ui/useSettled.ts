import { useEffect, useState } from 'react';

/** Long enough for the next key, short enough not to be noticed. */
const QUIET_MS = 300;

/** A text once nobody has typed for a moment: so that not every key asks the service. */
export const useSettled = (text: string): string => {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), QUIET_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
};
