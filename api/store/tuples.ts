/** SQL text: a member of a tuple. As a function: naming it with a dot makes the engine list all columns inside, every time. */
export const of = (tuple: string, ...names: string[]): string =>
  names.reduce((inner, name) => `tupleElement(${inner}, '${name}')`, tuple);
