/** Holding once what is equal. */

/** @returns a value equal to `value`, with whatever equals what stands in the same place of `like` taken from there. Of plain objects and lists. */
export function shareEqual<T>(value: T, like: unknown): T;
export function shareEqual(value: unknown, like: unknown): unknown {
  // Of two equal texts each takes its own place in memory.
  if (Object.is(value, like)) return like;
  if (Array.isArray(value)) {
    if (!Array.isArray(like)) return value;
    const shared: unknown[] = value.map((own, at) => shareEqual(own, like[at]));
    return shared.length === like.length && shared.every((own, at) => Object.is(own, like[at])) ? like : shared;
  }
  if (!isPlainObject(value) || !isPlainObject(like)) return value;
  const entries = Object.entries(value).map(([key, own]) => [key, shareEqual(own, propertyOf(like, key))] as const);
  const isEqual = entries.every(([key, own]) => Object.hasOwn(like, key) && Object.is(own, propertyOf(like, key)));
  return isEqual && entries.length === Object.keys(like).length ? like : Object.fromEntries(entries);
}

const propertyOf = (object: object, key: string): unknown =>
  Object.hasOwn(object, key) ? Reflect.get(object, key) : undefined;

const isPlainObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
