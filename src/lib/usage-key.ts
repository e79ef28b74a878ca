const BLOCK = /^block-v1:(.+)\+type@([^+]+)\+block@(.+)$/;

/** True for what Open edX calls a usage key (`block-v1:org+course+run+type@problem+block@id`). */
export const isUsageKey = (value: unknown): value is string => typeof value === 'string' && BLOCK.test(value);

/** The block type named in a usage key (`problem`, `video`, `vertical`, ...); null where the key is of another form. */
export const blockTypeOf = (usageKey: string): string | null => BLOCK.exec(usageKey)?.[2] ?? null;

/** The course key of a usage key; null where the key is of another form. */
export const courseKeyOf = (usageKey: string): string | null => {
  const course = BLOCK.exec(usageKey)?.[1];
  return course === undefined ? null : `course-v1:${course}`;
};
