/**
 * Remembers what a pure function made of an object, for as long as that object lives. Results are looked up by identity, and
 * by a text where more than the object decides; the text comes back anew with each request, so only the latest are kept.
 */
export function remember<Key extends object, Value>(maxTexts = 8): Remember<Key, Value> {
  const known = new WeakMap<Key, Map<string, Value>>();
  return (key, text, compute) => {
    const values = known.get(key) ?? new Map<string, Value>();
    known.set(key, values);
    const value = values.has(text) ? (values.get(text) as Value) : compute();
    // The latest stand last.
    values.delete(text);
    values.set(text, value);
    if (values.size > maxTexts) for (const oldest of [...values.keys()].slice(0, -maxTexts)) values.delete(oldest);
    return value;
  };
}

/** The same for results that are large and quickly made anew: the engine forgets them where it needs the memory. */
export function rememberWeakly<Key extends object, Value extends object>(maxTexts = 8): Remember<Key, Value> {
  const known = remember<Key, { made: WeakRef<Value> | undefined }>(maxTexts);
  return (key, text, compute) => {
    const slot = known(key, text, () => ({ made: undefined }));
    const kept = slot.made?.deref();
    if (kept !== undefined) return kept;
    const value = compute();
    slot.made = new WeakRef(value);
    return value;
  };
}

type Remember<Key extends object, Value> = (key: Key, text: string, compute: () => Value) => Value;
