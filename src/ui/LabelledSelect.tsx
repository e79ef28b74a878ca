import { useId } from 'react';
import type { ReactNode } from 'react';

interface Props {
  readonly label: ReactNode;
  readonly chosen: string;
  readonly onChoose: (chosen: string) => void;
  readonly options: readonly (readonly [value: string, name: string])[];
}

/** A menu of the browser with its label, such as one that narrows a list. */
export const LabelledSelect = ({ label, chosen, onChoose, options }: Props): ReactNode => {
  const id = useId();
  return (
    <span>
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className="form-control form-control-sm"
        value={chosen}
        onChange={(event) => onChoose(event.target.value)}
      >
        {options.map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    </span>
  );
};
