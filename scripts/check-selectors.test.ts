import { describe, expect, test } from "vitest";
import { newSelections } from "./check-selectors.mjs";

const found = (code: string, files: Readonly<Record<string, string>> = {}) =>
  newSelections("a.tsx", code, (from) => (from in files ? { path: from, code: files[from] } : undefined)).map(
    ({ line }) => line,
  );

describe("selectors that make something new each time", () => {
  test.each([
    ["a list where there is none", "const a = useSession(({ table }) => table?.classes ?? []);"],
    ["an object", "const a = useSession((state) => ({ run: state.run }));"],
    ["one of two", "const a = useSession((state) => (state.isOpen ? [] : state.list));"],
    ["what a method makes", "const a = useDocument(({ blocks }) => blocks.filter(({ isOn }) => isOn));"],
    ["the end of a chain", "const a = useDocument(({ blocks }) => blocks?.toSorted().map(nameOf));"],
    ["keys", "const a = useDocument(({ blocks }) => Object.keys(blocks));"],
    ["a set", "const a = usePinned((state) => new Set(state.rows));"],
    ["a function", "const a = usePinned((state) => () => state.rows);"],
    ["behind a type", "const a = usePinned((state) => [] as readonly string[]);"],
    ["what is returned", "const a = usePinned((state) => { if (state.rows) return state.rows; return []; });"],
    ["a constant", "const a = usePinned((state) => { const rows = state.rows.map(twice); return rows; });"],
    ["a function of the file", "const ids = (state) => [state.id];\nconst a = usePinned(ids);"],
    ["what is called", "const ids = ({ id }) => [id];\nconst a = usePinned((state) => ids(state));"],
    ["a live value", "const a = useLiveValue(live, beat, () => ({ rows: live.rows }));"],
    ["what React reads", "const a = useSyncExternalStore(subscribe, () => [...list]);"],
  ])("%s is found", (_, code) => {
    expect(found(code)).toEqual([code.split("\n").length]);
  });

  test.each([
    ["what the store holds", "const a = useSession(({ table }) => table?.classes) ?? [];"],
    ["a text", "const a = useSession(({ report }) => report?.unit ?? '');"],
    ["how many", "const a = useDocument(({ blocks }) => blocks.filter(({ isOn }) => isOn).length);"],
    ["one of them", "const a = useDocument(({ blocks }) => blocks.find(({ id }) => id === own));"],
    ["names in a text", "const a = useDocument(({ blocks }) => blocks.map(nameOf).join());"],
    ["what was made once", "const none = [];\nconst a = useSession(({ list }) => list ?? none);"],
    ["what is compared by its parts", "const a = useSession(useShallow(({ a, b }) => [a, b]));"],
    [
      "what is kept",
      "const of = (x) => { const made = [x]; cache.set(x, made); return made; };\nconst a = useSession(of);",
    ],
    ["what is made in the component", "const a = useMemo(() => [1], []);\nconst b = useCallback((x) => [x], []);"],
    ["how one subscribes", "const a = useSyncExternalStore((notify) => () => stop(notify), read);"],
  ])("%s is none", (_, code) => {
    expect(found(code)).toEqual([]);
  });

  test("functions are followed into the files that they come from", () => {
    const code = 'import { rowsOf as of } from "./rows.ts";\nconst a = usePinned(({ rows }) => of(rows));';
    expect(found(code, { "./rows.ts": "export function rowsOf(rows) { return rows ?? []; }" })).toEqual([2]);
    expect(found(code, { "./rows.ts": "export function rowsOf(rows) { return rows ?? none; }" })).toEqual([]);
  });
});
