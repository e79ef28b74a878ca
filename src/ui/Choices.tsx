import type { ReactNode } from 'react';

interface Props<Key extends string> {
  readonly label: string;
  readonly choices: readonly (readonly [key: Key, name: ReactNode])[];
  readonly chosen: Key;
  readonly onChoose: (key: Key) => void;
}

/** A few ways to look at the same thing, one of them chosen. */
export const Choices = <Key extends string>({ label, choices, chosen, onChoose }: Props<Key>): ReactNode => (
  <div className="marginalia-actions marginalia-choices" role="group" aria-label={label}>
    {choices.map(([key, name]) => (
      <button
        key={key}
        type="button"
        className="marginalia-chip"
        aria-pressed={key === chosen}
        onClick={() => onChoose(key)}
      >
        {name}
      </button>
    ))}
  </div>
);
