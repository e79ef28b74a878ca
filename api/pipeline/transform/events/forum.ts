import { EXTENSION, TYPE, type Verb } from '../../../lib/iris';
import { truthy } from '../fields';
import { activity, type Source } from '../make';
import type { Statement } from '../statement';

/**
 * Something done to a thread, a response or a comment. Its id follows from the path of the request, so one thread that
 * is viewed has another id than the same thread when it is written.
 * @param type the field that has a thread's type, or which way a vote went
 */
export const inForum =
  (verb: Verb, type?: 'thread_type' | 'vote_value') =>
  (source: Source): Statement[] => {
    const id = source.textAt('data', 'id');
    const path = withoutSlashes(withoutSlashes(source.textAt('context', 'path')).replaceAll(id, ''));
    const title = source.at('data', 'title');
    const object = activity(`${source.options.lmsUrl}${path}/${id}`, {
      type: TYPE.discussion,
      ...(truthy(title) ? { name: { en: source.textAt('data', 'title') } } : {}),
    });
    const thread = source.at('data', 'discussion', 'id');
    return [
      source.statement({
        verb,
        object,
        ...(type ? { extensions: { [EXTENSION.type]: source.find(type) } } : {}),
        ...(truthy(thread) ? { grouping: threadOf(source) } : {}),
      }),
    ];
  };

const threadOf = (source: Source): Statement['object'] => {
  const id = source.textAt('data', 'discussion', 'id');
  return activity(`${source.options.lmsUrl}/api/discussion/v1/threads/${id}`, { type: TYPE.discussion });
};

const withoutSlashes = (path: string): string => path.replace(/\/+$/, '');
