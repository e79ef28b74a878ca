import { useId } from 'react';
import type { ReactNode } from 'react';
import { Dropdown, Icon } from '@openedx/paragon';
import MoreHoriz from '@openedx/paragon/icons/es5/MoreHoriz';

export interface MenuAction {
  readonly key: string;
  readonly label: ReactNode;
  readonly onChoose: () => void;
}

interface Props {
  /** What the menu is about, for its button. */
  readonly label: string;
  readonly actions: readonly MenuAction[];
}

/** What else can be done with a card or a table, behind one button; nothing where nothing can. */
export const Menu = ({ label, actions }: Props): ReactNode => {
  const id = useId();
  if (actions.length === 0) return null;
  return (
    <Dropdown>
      <Dropdown.Toggle id={id} as="button" bsPrefix="marginalia-icon-button" type="button" aria-label={label}>
        <Icon src={MoreHoriz} />
      </Dropdown.Toggle>
      <Dropdown.Menu alignRight>
        {actions.map(({ key, label: text, onChoose }) => (
          <Dropdown.Item key={key} as="button" type="button" onClick={onChoose}>
            {text}
          </Dropdown.Item>
        ))}
      </Dropdown.Menu>
    </Dropdown>
  );
};
