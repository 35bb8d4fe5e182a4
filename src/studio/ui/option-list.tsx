import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";

export interface SelectOption<Value> {
  readonly value: Value;
  readonly label: string;
}

/** As many as the browser makes, styles and measures in a few milliseconds. */
const PIECE = 200;
const PAUSE_MS = 30;

/** The first so many, and the chosen one wherever it stands. */
export function firstOptions<Value>(
  options: readonly SelectOption<Value>[],
  count: number,
  chosen: Value | undefined,
): readonly SelectOption<Value>[] {
  if (count >= options.length) return options;
  return options.filter(({ value }, index) => index < count || value === chosen);
}

/**
 * The options of a list, for as long as they are the same the same elements. Of thousands (columns of a wide table) some are there at
 * once and the others follow piece by piece: all together would hold the page up.
 */
export function useOptionList<Value extends string | number>(
  options: readonly SelectOption<Value>[],
  chosen: Value | undefined,
): ReactNode {
  const [count, setCount] = useState(PIECE);
  const kept = useRef(options);
  if (!areSame(kept.current, options)) kept.current = options;
  const list = kept.current;
  useEffect(() => {
    if (count >= list.length) return;
    const timer = setTimeout(() => setCount(count + PIECE), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [count, list]);
  return useMemo(
    () =>
      firstOptions(list, count, chosen).map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      )),
    [list, count, chosen],
  );
}

function areSame<Value>(before: readonly SelectOption<Value>[], after: readonly SelectOption<Value>[]): boolean {
  return (
    before.length === after.length &&
    before.every(({ value, label }, index) => value === after[index].value && label === after[index].label)
  );
}
