import { createContext, useCallback, useContext, useEffect, useState } from 'react';
import type { ReactNode } from 'react';

/** Hears what changed: a text for those who cannot see it. */
type Announce = (text: string) => void;

const Current = createContext<Announce>(() => undefined);

/** Says to screen readers what changed without the focus going there. Nothing happens outside an `Announcer`. */
export const useAnnounce = (): Announce => useContext(Current);

/** Says a text once it is there, and again whenever it changes; '' says nothing. */
export const useAnnounced = (text: string): void => {
  const announce = useAnnounce();
  useEffect(() => {
    if (text !== '') announce(text);
  }, [announce, text]);
};

/**
 * Around a page: has the one live region of it. Screen readers follow a region that was there before its text came;
 * one that appears together with its text they mostly pass over.
 */
export const Announcer = ({ children }: { readonly children: ReactNode }): ReactNode => {
  const [said, setSaid] = useState({ text: '', times: 0 });
  const announce = useCallback<Announce>((text) => setSaid(({ times }) => ({ text, times: times + 1 })), []);
  return (
    <Current.Provider value={announce}>
      {children}
      <p role="status" className="sr-only marginalia-announcer">
        {/* the same text twice is read twice only where something differs */}
        {said.text}
        {said.times % 2 === 1 ? '\u00a0' : ''}
      </p>
    </Current.Provider>
  );
};
