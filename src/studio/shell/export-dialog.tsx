import { type ReactNode, useEffect, useState } from "react";
import type { ExportFormat } from "../../app/export-formats.ts";
import type { ExportOffer, ExportOffers } from "../../app/export-pipeline.ts";
import { exportText } from "../../base/texts/studio/export.ts";
import { useSession } from "../session/session-store.ts";
import { viewOf } from "../session/table-state.ts";
import { Dialog } from "../ui/dialog.tsx";
import { exportPipeline } from "./export-pipeline.ts";
import "./export-dialog.css";

/** Every format in which the trained pipeline leaves: what it is for, how it is used, and the file. */
export function ExportDialog({ onClose }: { readonly onClose: () => void }) {
  const hasTrained = useSession((state) => state.hasTrained);
  const [found, setFound] = useState<ExportOffers>();
  useEffect(() => {
    if (!hasTrained) return;
    let isWanted = true;
    void useSession
      .getState()
      .exportOffers()
      .then((offers) => {
        if (isWanted) setFound(offers ?? { offers: [] });
      });
    return () => {
      isWanted = false;
    };
  }, [hasTrained]);
  return (
    <Dialog title={exportText("title")} onClose={onClose}>
      <p>{exportText("intro")}</p>
      {hasTrained ? null : <p>{exportText("untrained")}</p>}
      {hasTrained && found === undefined ? <p>{exportText("loading")}</p> : null}
      {found?.tells === undefined ? null : <p className="export__tells">{found.tells}</p>}
      {found?.offers.map(({ format, snippet, refusal }) => (
        <Format key={format} title={exportText("format", { format })} purpose={exportText("purpose", { format })}>
          {refusal === undefined ? (
            <>
              {snippet === "" ? null : <Usage format={format} snippet={snippet} />}
              <SaveButton label={exportText("download", { format })} save={() => saveAs(format)} />
            </>
          ) : (
            <p>{refusal}</p>
          )}
        </Format>
      ))}
      {hasTrained ? <CleanedTable /> : null}
      <Format title={exportText("json")} purpose={exportText("jsonPurpose")}>
        <SaveButton label={exportText("downloadJson")} save={savePipeline} />
      </Format>
    </Dialog>
  );
}

/** What is said of a file that was saved; undefined where none was. */
type Said = Promise<string | undefined>;

async function saveAs(format: ExportFormat): Said {
  const saved = await useSession.getState().exportAs(format);
  if (saved === undefined) return undefined;
  const { fileName, check } = saved;
  return format === "html" ? exportText("saved", { fileName }) : exportText("passed", { fileName, ...check });
}

async function savePipeline(): Said {
  const saved = await exportPipeline();
  if (saved === undefined) return undefined;
  const { fileName, note } = saved;
  return note ?? exportText("saved", { fileName });
}

/** Stays where it is and keeps focus: whoever wants one file often wants another. */
function SaveButton({ label, save }: { readonly label: string; readonly save: () => Said }) {
  const [isSaving, setSaving] = useState(false);
  const [said, setSaid] = useState("");
  const press = async () => {
    if (isSaving) return;
    setSaving(true);
    setSaid("");
    setSaid((await save()) ?? "");
    setSaving(false);
  };
  return (
    <div className="row">
      <button type="button" className="button" aria-disabled={isSaving} onClick={() => void press()}>
        {label}
      </button>
      {/* The live region of the page is out of reach while a dialog is open. */}
      <p className="hint" role="status">
        {said}
      </p>
    </div>
  );
}

function CleanedTable() {
  const hasTable = useSession((state) => viewOf(state.table) !== undefined);
  const [isSafe, setSafe] = useState(false);
  const save = async (): Said => {
    const fileName = await useSession.getState().saveCleaned(isSafe);
    return fileName === undefined ? undefined : exportText("saved", { fileName });
  };
  return (
    <Format title={exportText("cleaned")} purpose={exportText("cleanedPurpose")}>
      {hasTable ? (
        <>
          <label className="checkbox">
            <input type="checkbox" checked={isSafe} onChange={(event) => setSafe(event.target.checked)} />
            <span>
              {exportText("safe")}
              <span className="hint"> {exportText("safeHint")}</span>
            </span>
          </label>
          <SaveButton label={exportText("downloadCleaned")} save={save} />
        </>
      ) : (
        <p>{exportText("noTable")}</p>
      )}
    </Format>
  );
}

function Usage({ format, snippet }: Pick<ExportOffer, "format" | "snippet">) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <section className="export__code" aria-label={exportText("usage", { format })} tabIndex={0}>
      <pre>
        <code>{snippet}</code>
      </pre>
    </section>
  );
}

interface FormatProps {
  readonly title: string;
  readonly purpose: string;
  readonly children: ReactNode;
}

function Format({ title, purpose, children }: FormatProps) {
  return (
    <section className="export__format">
      <h3>{title}</h3>
      <p className="hint">{purpose}</p>
      {children}
    </section>
  );
}
