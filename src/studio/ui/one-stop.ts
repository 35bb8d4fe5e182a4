/** Groups of many controls as one stop of the Tab key each: arrows go from one to the next (WAI-ARIA's roving tabindex). */

type Control = HTMLElement | SVGElement;

/** Where each key leads, of so many in a row; undefined where it leads nowhere. */
export function placeAfter(key: string, { place, count }: { readonly place: number; readonly count: number }) {
  switch (key) {
    case "ArrowRight":
      return (place + 1) % count;
    case "ArrowLeft":
      return (place + count - 1) % count;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return undefined;
  }
}

/** In a list that unfolds, the other keys choose an entry. */
const ALONG = /^Arrow(Left|Right)$/;

/** A column is gone along by its own arrows, and so is a group of several rows. */
const AS_ROW: Readonly<Record<string, string>> = { ArrowDown: "ArrowRight", ArrowUp: "ArrowLeft" };

interface OneStop {
  /** Selector of the controls; what else the group holds is passed by Tab as ever. */
  readonly of: string;
  /** Selector of those that have another use for the arrows. */
  readonly except?: string;
}

/**
 * A group's ref. Of its controls, the one that had the focus last is reached by Tab; they may come, go and be disabled meanwhile.
 *
 * @returns what React calls with the group's element, and what that returns it calls in the end.
 */
export function oneStop({ of, except }: OneStop): (group: Element | null) => (() => void) | undefined {
  return (group) => {
    if (!group) return undefined;
    let stop: Control | undefined;
    const controls = () => [...group.querySelectorAll<Control>(of)].filter((control) => !control.matches(":disabled"));
    const settle = () => {
      const all = controls();
      if (!stop || !all.includes(stop)) stop = all[0];
      for (const control of all) control.tabIndex = control === stop ? 0 : -1;
    };
    const onFocus = ({ target }: Event) => {
      if (!(target instanceof Element)) return;
      const control = target.closest<Control>(of);
      if (!control || control === stop) return;
      stop = control;
      settle();
    };
    const onKeyDown = (event: Event) => {
      if (!(event instanceof KeyboardEvent) || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      const { target, key } = event;
      if (!(target instanceof HTMLElement || target instanceof SVGElement)) return;
      const all = controls().filter((control) => control === target || control.checkVisibility());
      const place = all.indexOf(target);
      if (place < 0 || (except !== undefined && target.matches(except))) return;
      if (target instanceof HTMLSelectElement && !ALONG.test(key)) return;
      const next = placeAfter(AS_ROW[key] ?? key, { place, count: all.length });
      if (next === undefined) return;
      event.preventDefault();
      all[next].focus();
    };
    settle();
    const changes = new MutationObserver(settle);
    changes.observe(group, { childList: true, subtree: true, attributeFilter: ["disabled"] });
    group.addEventListener("focusin", onFocus);
    group.addEventListener("keydown", onKeyDown);
    return () => {
      changes.disconnect();
      group.removeEventListener("focusin", onFocus);
      group.removeEventListener("keydown", onKeyDown);
    };
  };
}

/** For what holds nothing but controls. */
export const TOOLBAR = oneStop({ of: "button, select, input[type]" });
