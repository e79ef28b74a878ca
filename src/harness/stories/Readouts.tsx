import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { CardReadout } from '../../features/outline';
import { CardRoot } from '../../host/CardRoot';
import { COURSE, key, outline } from '../../../test/support-web/answers';
import { storyHost } from './host';

interface Props {
  readonly count: number;
  /** False: the same page without anything of ours, to compare with. */
  readonly drawn: boolean;
}

/** The cards of a large outline: what the readouts cost a page. */
export const Readouts = ({ count, drawn }: Props): ReactNode => {
  const { host, ids } = useMemo(() => {
    const [, , , unit] = outline().blocks;
    const blocks = Array.from({ length: count }, (_, i) =>
      unit === undefined ? [] : [{ ...unit, id: key('vertical', `u${i}`), order: i, name: `Unit ${i}` }],
    ).flat();
    const answers = { '/outline': outline({ blocks }) };
    return { host: storyHost({ answers, arriving: answers, tag: 'en' }), ids: blocks.map(({ id }) => id) };
  }, [count]);
  return (
    <ul className="demo-section" data-readouts={drawn ? 'drawn' : 'none'}>
      {ids.map((id, i) => (
        <li key={id} className="demo-unit">
          Unit {i}
          {drawn && (
            <CardRoot host={host}>
              {(intl) => <CardReadout intl={intl} courseId={COURSE} blockId={id} onOpen={() => undefined} />}
            </CardRoot>
          )}
        </li>
      ))}
    </ul>
  );
};
