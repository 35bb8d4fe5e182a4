import { sessionText } from "../../base/texts/studio/session.ts";
import { isOfThisTable } from "./changes-since.ts";
import { type RunPart, useRun } from "./runs.ts";

/** Says of which run words and numbers are, once settings or data are others; nothing before. */
export function StaleNote({ part }: { readonly part: RunPart }) {
  const { words } = useRun(part);
  return words === "" ? null : <p className="stale-note">{words}</p>;
}

/** The same in two words, beside a heading below the sentence. */
export function StaleBadge({ part }: { readonly part: RunPart }) {
  const { isStale, changes } = useRun(part);
  if (!isStale) return null;
  return (
    <span className="badge badge--warning">
      {sessionText(isOfThisTable(changes) ? "ofEarlierSettings" : "ofOtherData")}
    </span>
  );
}
