import { EXTENSION, TYPE } from '../../../lib/iris';
import { activity, present, type Source } from '../make';
import type { Statement } from '../statement';

export const linkClicked = (source: Source): Statement[] => {
  const object = activity(source.textAt('data', 'target_url'), { type: TYPE.link });
  return [source.statement({ verb: 'navigated', object })];
};

export const outlineSelected = (source: Source): Statement[] => {
  const name = { en: source.textAt('data', 'target_name') };
  const object = activity(source.textAt('data', 'target_url'), { type: TYPE.module, name });
  return [source.statement({ verb: 'navigated', object })];
};

/** From one unit of a subsection to another. `current_tab` is counted from 1. */
export const tabSelected = (source: Source): Statement[] => {
  const object = activity(source.block(source.textAt('data', 'id')), {
    type: TYPE.resource,
    extensions: present({ [EXTENSION.totalItems]: source.at('data', 'tab_count') }),
  });
  const extensions = {
    [EXTENSION.start]: source.at('data', 'current_tab'),
    [EXTENSION.end]: NEIGHBOURS.get(source.name) ?? source.at('data', 'target_tab'),
  };
  return [source.statement({ verb: 'navigated', object, extensions })];
};

const NEIGHBOURS: ReadonlyMap<string, string> = new Map([
  ['edx.ui.lms.sequence.next_selected', 'next unit'],
  ['edx.ui.lms.sequence.previous_selected', 'previous unit'],
]);
