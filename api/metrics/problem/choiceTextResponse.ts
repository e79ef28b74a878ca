const FIELD = /(['"])((?:(?!\1)[^\\]|\\.)*)\1\s*:\s*(['"])((?:(?!\3)[^\\]|\\.)*)\3/gs;
const CHOICE = /^(.*_\d+_\d+_choiceinput_)(\d+)bc$/s;
const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;
const TYPED = /^choice_\d+( \(.*\))$/s;

/**
 * An answer to a question whose choices have numbers to fill in, as `choice_0 (5)`: the choice by the name that the course
 * has for it, and what was typed in its fields, numbers of one value alike; several as a JSON list. Open edX sends such an
 * answer as a dictionary of the form's fields, in Python's writing or as JSON: `x_2_1_choiceinput_0bc` stands for a choice that was taken,
 * `x_2_1_choiceinput_0_numtolerance_input_0` for a field, also for those in choices that were not taken, which the grader passes over.
 * @param isSet several may be taken: one is a list, too
 * @returns any other answer as it is
 */
export const readable = (response: string, isSet = false): string => {
  if (!response.includes('_choiceinput_')) return response;
  const fields = new Map([...response.matchAll(FIELD)].map((found) => [text(found[2]), text(found[4])]));
  const taken = [...fields.keys()].flatMap((name) => {
    const [, prefix, choice] = CHOICE.exec(name) ?? [];
    return prefix !== undefined && choice !== undefined ? [{ prefix, choice: Number(choice) }] : [];
  });
  if (taken.length === 0 || taken.some(({ prefix }) => prefix !== taken[0]?.prefix)) return response;
  const items = taken
    .sort((a, b) => a.choice - b.choice)
    .map(({ prefix, choice }) => `choice_${choice}${typed(fields, `${prefix}${choice}_numtolerance_input_`)}`);
  return items.length === 1 && !isSet ? (items[0] ?? response) : JSON.stringify(items);
};

/** What was typed beside a choice in what `readable` returned, as ` (5)`; '' where nothing was. */
export const typedIn = (item: string): string => TYPED.exec(item)?.[1] ?? '';

const typed = (fields: ReadonlyMap<string, string>, prefix: string): string => {
  const values: string[] = [];
  for (let at = 0; fields.has(`${prefix}${at}`); at += 1) values.push(tidy(fields.get(`${prefix}${at}`) ?? ''));
  return values.length > 0 ? ` (${values.join('; ')})` : '';
};

const tidy = (value: string): string => {
  const trimmed = value.trim();
  return NUMBER.test(trimmed) ? String(Number(trimmed)) : trimmed;
};

const text = (quoted = ''): string => quoted.replace(/\\(.)/gs, '$1');
