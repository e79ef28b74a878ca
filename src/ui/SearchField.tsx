import { useId } from 'react';
import type { ReactNode } from 'react';

interface Props {
  readonly label: ReactNode;
  readonly text: string;
  readonly onChange: (text: string) => void;
}

/** A field for words that narrow a list at once, with its label. The browser keeps nothing of what was typed: it may be names. */
export const SearchField = ({ label, text, onChange }: Props): ReactNode => {
  const id = useId();
  return (
    <>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="search"
        className="form-control form-control-sm"
        autoComplete="off"
        value={text}
        onChange={(event) => onChange(event.target.value)}
      />
    </>
  );
};
