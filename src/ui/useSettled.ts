import { useEffect, useState } from 'react';

/** Long enough for the next key, short enough not to be noticed. */
const QUIET_MS = 300;

/** A value once it has not changed for a moment: so that not every key asks the service, or is read out. */
export const useSettled = <T extends string | number | null>(value: T): T => {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), QUIET_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
};
