import { useState } from 'react';
import type { ReactNode } from 'react';
import { Menu } from './Menu';
import type { MenuAction } from './Menu';

interface Props {
  readonly title: ReactNode;
  /** Beside the title: what the card is about, for the menu's name. */
  readonly menuLabel: string;
  /** Of the 12 columns of a wide page. */
  readonly span?: 3 | 4 | 6 | 8 | 12;
  /** Beside the title: another way to look at it. */
  readonly controls?: ReactNode;
  /** The card in one sentence. */
  readonly sentence?: ReactNode;
  readonly note?: ReactNode;
  readonly children: ReactNode;
  /** The same numbers as a table, in place of what is drawn. */
  readonly table?: ReactNode;
  readonly words: { readonly asTable: ReactNode; readonly asChart: ReactNode };
  readonly actions?: readonly MenuAction[];
  /** What an action has to say, such as that a file was saved. */
  readonly status?: ReactNode;
}

/** One question of a page with what is said to it; what else can be done with it is in its menu. */
export const Card = (props: Props): ReactNode => {
  const { title, menuLabel, span = 6, controls, sentence, note, children, table, words, actions = [], status } = props;
  const [asTable, setAsTable] = useState(false);
  const turn: MenuAction[] =
    table === undefined
      ? []
      : [{ key: 'table', label: asTable ? words.asChart : words.asTable, onChoose: () => setAsTable(!asTable) }];
  return (
    <section className={`marginalia-tile-card marginalia-span-${span}`}>
      <div className="marginalia-card-head">
        <h3>{title}</h3>
        <span className="marginalia-card-controls">
          {controls}
          <Menu label={menuLabel} actions={[...turn, ...actions]} />
        </span>
      </div>
      {sentence !== undefined && <p className="marginalia-card-sentence">{sentence}</p>}
      {asTable && table !== undefined ? table : children}
      {note !== undefined && <p className="marginalia-quiet">{note}</p>}
      <span role="status" className="marginalia-quiet">
        {status}
      </span>
    </section>
  );
};
