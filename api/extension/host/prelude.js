// Runs inside the closed machine, before the extension: makes events and the course out of what the host sends as text.
// What an extension changes here harms only itself, for as long as one call takes.
globalThis.__host = (() => {
  'use strict';
  const { parse, stringify } = JSON;
  const { fromEntries, entries, freeze, hasOwn } = Object;
  let course = null;

  class Event {
    get(property) {
      const value = this.properties?.[property];
      return value === undefined || value === '' ? null : value;
    }
  }

  // a class's instance, member by member, takes twice the time of a literal
  const { prototype } = Event;
  const eventsOf = (columns) => {
    const { time, verb, block, part, attempt, success, score, response, position, to, learner, properties } = columns;
    const { verbs, blocks, types, parts, responses } = columns;
    const events = new Array(time.length);
    for (let at = 0; at < events.length; at += 1) {
      const event = {
        __proto__: prototype,
        time: time[at],
        verb: verbs[verb[at]],
        block: blocks[block[at]],
        type: types[block[at]],
        part: parts[part[at]],
        attempt: attempt[at],
        success: success[at],
        score: score[at],
        response: responses[response[at]],
        position: position[at],
        to: to[at],
      };
      if (learner) event.learner = learner[at];
      if (properties && properties[at]) event.properties = properties[at];
      events[at] = event;
    }
    return events;
  };

  const courseOf = ({ key, name, blocks }) => {
    const byId = new Map(blocks.map((block) => [block.id, freeze(block)]));
    const typeOf = (id) => byId.get(id)?.type ?? /(?:type@|\/)([\w-]+)(?:\+block@|\/)/.exec(id)?.[1] ?? '';
    const unitOf = (id) => {
      for (let at = byId.get(id); at; at = byId.get(at.parent)) if (at.type === 'vertical') return at.id;
      return null;
    };
    return freeze({ key, name, blocks: freeze(blocks), typeOf, unitOf });
  };

  const matches = (filter, event) =>
    (!filter.verbs || filter.verbs.includes(event.verb)) && (!filter.types || filter.types.includes(event.type));
  const given = (filter, events) =>
    !filter || filter.context === 'all' ? events : events.filter((event) => matches(filter, event));

  const defined = (kind, id) => {
    const found = extension.definitions.find((one) => one.define === kind && (one.id === id || one.name === id));
    if (!found) throw new Error(`there is no ${kind} named ${id}`);
    return found;
  };

  // A schema's default is a parameter's value where nobody sets it.
  const paramsOf = (definition, sent) =>
    fromEntries(
      entries(definition.params ?? {}).map(([name, schema]) => [
        name,
        schema.parse(hasOwn(sent, name) ? sent[name] : undefined),
      ]),
    );

  /** Registers: the value of the latest event stays. @param last of two at the same moment the one set last, else the greater text */
  const registers = (initial, last) => {
    const kept = new Map(entries(initial));
    return {
      all: () => fromEntries(kept),
      store: {
        get: (key) => kept.get(String(key))?.value ?? null,
        set: (key, value, { at }) => {
          const known = kept.get(String(key));
          if (typeof at !== 'number' || !(at >= 0)) throw new Error('store.set needs { at }, the time of an event');
          const text = stringify(value);
          if (text === undefined) throw new Error(`store.set: the value of ${key} cannot be written as JSON`);
          if (known && (known.at > at || (!last && known.at === at && stringify(known.value) >= text))) return;
          kept.set(String(key), { value: parse(text), at });
        },
      },
    };
  };
  const reading = (kept) => ({ get: (key) => kept?.[key]?.value ?? null });

  /** What a loop takes its events from: an async function asks for the next one, a generator is handed it. */
  const running = (handler, store) => {
    const queue = [];
    const state = { over: false, error: null };
    let take = null;
    const next = () => {
      if (queue.length > 0) return Promise.resolve(queue.shift());
      return new Promise((resolve) => (take = resolve));
    };
    const begun = handler.loop({ store, next });
    if (typeof begun?.then !== 'function') {
      state.over = begun.next().done === true;
      return { state, queue, give: (event) => state.over || (state.over = begun.next(event).done === true) };
    }
    begun.then(
      () => (state.over = true),
      (error) => (state.error = String(error?.message ?? error)),
    );
    const give = (event) => {
      if (!take) return queue.push(event);
      const taken = take;
      take = null;
      return taken(event);
    };
    return { state, queue, give };
  };

  /** A category as its place: the answer is about thousands of learners. */
  const brief = ({ kind, categories }, value) => {
    if (value === undefined || value === null) return null;
    if (kind === 'counts') {
      const place = categories.indexOf(value);
      return place < 0 ? String(value) : place;
    }
    return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
  };

  let loop = null;

  const calls = {
    describe: () => extension.describe(),
    course: (text) => {
      course = courseOf(parse(text));
      return '';
    },
    /** One learner: the values of each metric, and what each handler derives. */
    history: (text) => {
      const { events: columns, track, asked } = parse(text);
      const events = eventsOf(columns);
      return stringify(
        asked.map(({ kind, id, params }) => {
          const definition = defined(kind, id);
          const history = {
            events: given(kind === 'metric' ? definition.events : definition.filter, events),
            course,
            track,
          };
          if (kind === 'handler') return [...definition.derive(history)];
          return definition.each(history, paramsOf(definition, params));
        }),
      );
    },
    combine: (text) => {
      const { id, told, params } = parse(text);
      const definition = defined('metric', id);
      return stringify(definition.combine(told, paramsOf(definition, params)));
    },
    /** The learners of one block: a value of each, in their order. */
    model: (text) => {
      const { id, params, from, numbers, values } = parse(text);
      const definition = defined('metric', id);
      const rows = numbers.map((learner, at) => {
        const own = {};
        for (let place = 0; place < from.length; place += 1)
          if (values[place][at] !== null) own[from[place]] = values[place][at];
        return { learner, values: own };
      });
      const said = definition.model(freeze(rows), paramsOf(definition, params));
      if (!Array.isArray(said) || said.length !== rows.length)
        throw new Error('return a list with a value or null for each row, in their order');
      return stringify(Array.from(said, (value) => brief(definition.as, value)));
    },
    /** Parameters as they are used, or why they cannot be. */
    params: (text) => {
      const { id, params } = parse(text);
      return stringify(paramsOf(defined('metric', id), params));
    },
    view: (text) => {
      const { id, viewer, course: head, kept } = parse(text);
      const { text: said } = defined('view', id);
      const context = { viewer, course: head, store: reading(kept) };
      return stringify(String(typeof said === 'function' ? said(context) : (said ?? '')));
    },
    react: (text) => {
      const { id, events: columns, kept } = parse(text);
      const handler = defined('handler', id);
      const { store, all } = registers(kept, false);
      handler.react(given(handler.filter, eventsOf(columns)), { store });
      return stringify(all());
    },
    /** Begins a loop, whose state is this machine from now on. */
    loop: (text) => {
      const handler = defined('handler', parse(text).id);
      const own = registers({}, true);
      loop = { handler, own, ...running(handler, own.store) };
      return '';
    },
    feed: (text) => {
      for (const event of given(loop.handler.filter, eventsOf(parse(text)))) loop.give(event);
      return '';
    },
    /** Once nothing moves any more: what is kept now. */
    fed: () => {
      const { own, state, queue } = loop;
      if (state.error !== null) throw new Error(state.error);
      if (!state.over && queue.length > 0) throw new Error('a loop may wait for next() only');
      return stringify(own.all());
    },
    /** Rows of a source: an event of each, or why not. */
    source: (text) => {
      const { id, rows } = parse(text);
      const { row: schema, event } = defined('source', id);
      return stringify(
        rows.map((row) => {
          try {
            return { event: event(schema.parse(row)) };
          } catch (error) {
            const issue = error?.issues?.[0];
            return {
              error: issue
                ? `${issue.path?.join('.') ?? ''}: ${issue.message ?? issue.code}`
                : String(error?.message ?? error),
            };
          }
        }),
      );
    },
    /** The first calls tell what a job asks for; once all is there, it tells what it did. */
    job: (text) => {
      const { id, course: head, now, answers, kept } = parse(text);
      const wanted = [];
      const effects = [];
      const { store, all } = registers(kept, true);
      const metric = (name, query = {}) => {
        const key = `${name} ${stringify(query)}`;
        if (hasOwn(answers, key)) return Promise.resolve(answers[key]);
        wanted.push({ key, metric: name, query });
        return new Promise(() => undefined);
      };
      const state = { done: false, error: null };
      defined('job', id)
        .run({
          course: head,
          now,
          metric,
          mail: ({ to, subject, text: body }) => void effects.push({ kind: 'mail', to, subject, text: body }),
          file: ({ name, text: body }) => void effects.push({ kind: 'file', name, text: body }),
          store,
        })
        .then(
          () => (state.done = true),
          (error) => (state.error = String(error?.message ?? error)),
        );
      globalThis.__settled = () => stringify({ ...state, wanted, effects, kept: all() });
      return '';
    },
    settled: () => globalThis.__settled(),
    /** What an author's own tests say: the values of made-up events, beside what is expected. */
    tests: (text) => {
      const { id } = parse(text);
      const definition = defined('metric', id);
      return stringify(
        (definition.tests ?? []).map(({ events, expect }) => {
          const whole = events.map((event) =>
            Object.assign(
              new Event(),
              {
                time: 0,
                verb: 'evaluated',
                block: '',
                type: '',
                part: '',
                attempt: 1,
                success: null,
                score: null,
                response: '',
                position: null,
                to: null,
              },
              event,
            ),
          );
          return {
            found: definition.each(
              { events: given(definition.events, whole), course, track: '' },
              paramsOf(definition, {}),
            ),
            expect,
          };
        }),
      );
    },
  };

  return (name, text) => {
    const answer = calls[name](text);
    if (typeof answer !== 'string') throw new Error('the answer cannot be written as JSON');
    return answer;
  };
})();
