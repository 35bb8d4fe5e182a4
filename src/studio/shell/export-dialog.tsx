import { type ReactNode, useEffect, useState } from "react";
import type { ExportFormat } from "../../app/export-formats.ts";
import type { ExportOffer, ExportOffers } from "../../app/export-pipeline.ts";
import { exportText } from "../../base/texts/studio/export.ts";
import { useSession } from "../session/session-store.ts";
import { viewOf } from "../session/table-state.ts";
import { Dialog } from "../ui/dialog.tsx";
import { notify } from "../ui/notices.ts";
import { exportPipeline } from "./export-pipeline.ts";
import "./export-dialog.css";

/** Every format in which the trained pipeline leaves: what it is for, how it is used, and the file. */
export function ExportDialog({ onClose }: { readonly onClose: () => void }) {
  const hasTrained = useSession((state) => state.hasTrained);
  const [found, setFound] = useState<ExportOffers>();
  const [saving, setSaving] = useState<ExportFormat>();
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
  const save = async (format: ExportFormat) => {
    setSaving(format);
    const saved = await useSession.getState().exportAs(format);
    setSaving(undefined);
    if (saved === undefined) return;
    onClose();
    const { fileName, check } = saved;
    const message =
      format === "html" ? exportText("saved", { fileName }) : exportText("passed", { fileName, ...check });
    notify({ kind: "news", message });
  };
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
              <button
                type="button"
                className="button"
                disabled={saving !== undefined}
                onClick={() => void save(format)}
              >
                {exportText("download", { format })}
              </button>
            </>
          ) : (
            <p>{refusal}</p>
          )}
        </Format>
      ))}
      {hasTrained ? <CleanedTable onSaved={onClose} /> : null}
      <Format title={exportText("json")} purpose={exportText("jsonPurpose")}>
        <button type="button" className="button" onClick={() => void exportPipeline()}>
          {exportText("downloadJson")}
        </button>
      </Format>
    </Dialog>
  );
}

function CleanedTable({ onSaved }: { readonly onSaved: () => void }) {
  const hasTable = useSession((state) => viewOf(state.table) !== undefined);
  const [isSaving, setSaving] = useState(false);
  const [isSafe, setSafe] = useState(false);
  const save = async () => {
    setSaving(true);
    const isSaved = await useSession.getState().saveCleaned(isSafe);
    setSaving(false);
    if (isSaved) onSaved();
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
          <button type="button" className="button" disabled={isSaving} onClick={() => void save()}>
            {exportText("downloadCleaned")}
          </button>
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
