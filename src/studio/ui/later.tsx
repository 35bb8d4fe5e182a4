import { type ComponentType, createElement, lazy, useState } from "react";

/**
 * A component whose code comes later. Where it has come already it is drawn at once: what `lazy` makes shows what stands in its place
 * once more, and React keeps that for a third of a second.
 *
 * @param fetch its code.
 */
export function later<Props extends object>(
  fetch: () => Promise<ComponentType<Props>>,
): { readonly Later: ComponentType<Props>; readonly fetchLater: () => Promise<void> } {
  let come: ComponentType<Props> | undefined;
  const get = async () => {
    come = await fetch();
    return { default: come };
  };
  const Waiting = lazy(get);
  return {
    fetchLater: async () => void (await get()),
    Later: function Later(props: Props) {
      // Kept while it is drawn: another component would begin anew.
      const [Drawn] = useState<ComponentType<Props> | typeof Waiting>(() => come ?? Waiting);
      return createElement(Drawn, props);
    },
  };
}
