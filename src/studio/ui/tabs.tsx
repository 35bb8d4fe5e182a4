import { type KeyboardEvent, type ReactNode, useId } from "react";
import { placeAfter } from "./one-stop.ts";
import "./tabs.css";

export interface Tab<Id extends string> {
  readonly id: Id;
  readonly label: string;
  readonly content: () => ReactNode;
  /** Stays as it is, out of sight, while another tab is open; any other is made anew when it is opened. */
  readonly isKept?: boolean;
}

interface TabsProps<Id extends string> {
  readonly label: string;
  readonly tabs: readonly Tab<Id>[];
  readonly open: Id;
  readonly onOpen: (id: Id) => void;
}

/** Parts of which one is open: one stop of the Tab key, arrows go from tab to tab and open it. */
export function Tabs<Id extends string>({ label, tabs, open, onOpen }: TabsProps<Id>) {
  const ownId = useId();
  const idOf = (id: Id) => `${ownId}-${id}`;
  const move = (event: KeyboardEvent) => {
    const place = placeAfter(event.key, { place: tabs.findIndex(({ id }) => id === open), count: tabs.length });
    if (place === undefined) return;
    event.preventDefault();
    onOpen(tabs[place].id);
    document.getElementById(idOf(tabs[place].id))?.focus();
  };
  return (
    <div className="tabs">
      <div role="tablist" aria-label={label} className="tabs__list">
        {tabs.map((tab) => (
          <button
            key={tab.id}
            type="button"
            role="tab"
            id={idOf(tab.id)}
            aria-selected={tab.id === open}
            aria-controls={tab.id === open ? `${idOf(tab.id)}-panel` : undefined}
            tabIndex={tab.id === open ? 0 : -1}
            className="tabs__tab"
            onClick={() => onOpen(tab.id)}
            onKeyDown={move}
          >
            {tab.label}
          </button>
        ))}
      </div>
      {tabs
        .filter(({ id, isKept }) => id === open || isKept)
        .map(({ id, content }) => (
          <div
            key={id}
            role="tabpanel"
            id={`${idOf(id)}-panel`}
            aria-labelledby={idOf(id)}
            hidden={id !== open}
            className="tabs__panel"
          >
            {content()}
          </div>
        ))}
    </div>
  );
}
