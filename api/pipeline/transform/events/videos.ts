import { EXTENSION, TYPE, type Verb } from '../../../lib/iris';
import type { Json } from '../json';
import { usageKey } from '../keys';
import { activity, present, type Source } from '../make';
import { isoDuration, seconds } from '../seconds';
import type { Statement } from '../statement';
import { truthy } from '../fields';

/** What a player reports. @param result what is stated besides the verb, if anything */
const inVideo =
  (verb: Verb, result?: (source: Source) => Json) =>
  (source: Source): Statement[] => {
    const id = source.block(usageKey(source.courseKey, 'video', source.idAt('data', 'id')));
    const object = activity(id, { type: TYPE.video });
    const extensions = { [EXTENSION.length]: duration(source) };
    return [source.statement({ verb, object, result: result?.(source), extensions })];
  };

const duration = (source: Source): number | undefined => seconds('data.duration', source.at('data', 'duration'));

/** Where the player stands. Position 0 gives way to the other spelling of the field. */
const position = (source: Source): number | undefined => {
  const mobile = source.at('data', 'current_time');
  const current = truthy(mobile) ? mobile : source.at('data', 'currentTime');
  return seconds('data.currentTime', current);
};

const atPosition = (source: Source): Json => ({ extensions: present({ [EXTENSION.time]: position(source) }) });

const captions =
  (on: boolean) =>
  (source: Source): Json => ({
    extensions: present({ [EXTENSION.time]: position(source), [EXTENSION.captions]: on }),
  });

export const loaded = inVideo('initialized');
export const played = inVideo('played', atPosition);
export const paused = inVideo('paused', atPosition);
export const stopped = inVideo('terminated', atPosition);
export const captionsShown = inVideo('interacted', captions(true));
export const captionsHidden = inVideo('interacted', captions(false));

export const completed = inVideo('completed', (source) => {
  const length = duration(source);
  return present({
    completion: true,
    duration: length === undefined ? undefined : isoDuration(length),
    extensions: present({ [EXTENSION.time]: length }),
  });
});

export const seeked = inVideo('seeked', (source) => ({
  extensions: present({
    [EXTENSION.timeFrom]: seconds('data.old_time', source.at('data', 'old_time')),
    [EXTENSION.timeTo]: seconds('data.new_time', source.at('data', 'new_time')),
  }),
}));

export const speedChanged = inVideo('interacted', (source) => ({
  extensions: {
    [EXTENSION.speedFrom]: `${source.textAt('data', 'old_speed')}x`,
    [EXTENSION.speedTo]: `${source.textAt('data', 'new_speed')}x`,
  },
}));
