import { useId, useState } from "react";
import { whatIfText } from "../../base/texts/studio/what-if.ts";
import { useSession } from "../session/session-store.ts";
import { clampPage } from "../ui/clamp-page.ts";
import { Pager } from "../ui/pager.tsx";
import { ScrollBox } from "../ui/scroll-box.tsx";
import { isLearnedDeployed } from "./what-if.ts";

/** Fields that are there at once: thousands would hold the whole view up. */
const PAGE_SIZE = 60;

interface WhatIfCellsProps {
  readonly names: readonly string[];
  readonly cells: Readonly<Record<string, string>>;
  readonly onChange: (cells: Readonly<Record<string, string>>) => void;
}

/** A field for each cell of the row; of many columns a page of them at a time, and a search. */
export function WhatIfCells({ names, cells, onChange }: WhatIfCellsProps) {
  const [text, setText] = useState("");
  const [wantedPage, setPage] = useState(0);
  const id = useId();
  const asked = useSession(({ whatIf }) => whatIf);
  const isDeployed = useSession(({ report }) => isLearnedDeployed(report));
  const isLong = names.length > PAGE_SIZE;
  const wanted = text.trim().toLowerCase();
  // A search that nobody can see any more hides nothing.
  const found = isLong ? names.filter((name) => name.toLowerCase().includes(wanted)) : names;
  const { page } = clampPage(wantedPage, found.length, PAGE_SIZE);
  const shown = found.slice(page * PAGE_SIZE, (page + 1) * PAGE_SIZE);
  /** What became of a cell that still is as it was asked. */
  const passedWords = (name: string): string => {
    const passed = asked?.said.passed.find(({ column }) => column === name);
    if (!passed || (asked?.of[name] ?? "") !== (cells[name] ?? "")) return "";
    const { became, odd, gate } = passed;
    return [
      odd ? whatIfText("oddCell", { odd }) : "",
      became ? whatIfText("became", became) : "",
      // A closed gate beside a cell that moves the prediction would contradict it.
      gate === undefined || !isDeployed ? "" : whatIfText("gate", { gate }),
    ]
      .filter((words) => words !== "")
      .join(" · ");
  };
  return (
    <>
      {isLong ? (
        <input
          type="search"
          className="input what-if__search"
          aria-label={whatIfText("find")}
          placeholder={whatIfText("findHint")}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setPage(0);
          }}
        />
      ) : null}
      <ScrollBox label={whatIfText("cells")} className="what-if__cells">
        {shown.map((name, place) => (
          <div key={name} className="field">
            <label className="field__label" htmlFor={`${id}${place}`}>
              {name}
            </label>
            <input
              id={`${id}${place}`}
              className="input"
              aria-describedby={`${id}became${place}`}
              value={cells[name] ?? ""}
              onChange={(event) => onChange({ ...cells, [name]: event.target.value })}
            />
            <span id={`${id}became${place}`} className="hint">
              {passedWords(name)}
            </span>
          </div>
        ))}
      </ScrollBox>
      {found.length === 0 ? <p className="hint">{whatIfText("none")}</p> : null}
      <Pager what="cells" page={page} total={found.length} size={PAGE_SIZE} onPage={setPage} />
    </>
  );
}
