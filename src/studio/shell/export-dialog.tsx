import { type ReactNode, useEffect, useState } from "react";
import type { ExportFormat } from "../../app/export-formats.ts";
import type { ExportOffer, ExportOffers } from "../../app/export-pipeline.ts";
import { exportText } from "../../base/texts/studio/export.ts";
import { shorten } from "../document/document-store.ts";
import { useAllProblems } from "../document/use-problems.ts";
import { useSession } from "../session/session-store.ts";
import { viewOf } from "../session/table-state.ts";
import { whyNot } from "../training/run-buttons.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { focusOn } from "../ui/focus-on.ts";
import { errorInPlace } from "../ui/notices.ts";
import { copyLink } from "./copy-link.ts";
import { exportPipeline } from "./export-pipeline.ts";
import "./export-dialog.css";

/** Every format in which the trained pipeline leaves: what it is for, how it is used, and the file. */
export function ExportDialog({ onClose }: { readonly onClose: () => void }) {
  const hasTrained = useSession((state) => state.hasTrained);
  const [found, setFound] = useState<ExportOffers>();
  const [failed, setFailed] = useState("");
  useEffect(() => {
    if (!hasTrained) return;
    let isWanted = true;
    void useSession
      .getState()
      .exportOffers()
      .catch((error: unknown) => {
        if (isWanted) setFailed(errorInPlace(error));
        return { offers: [] };
      })
      .then((offers) => {
        if (isWanted) setFound(offers);
      });
    return () => {
      isWanted = false;
    };
  }, [hasTrained]);
  return (
    <Dialog title={exportText("title")} onClose={onClose}>
      <p>{exportText(hasTrained ? "intro" : "untrained")}</p>
      {hasTrained && found === undefined ? <p>{exportText("loading")}</p> : null}
      {failed === "" ? null : <Failed words={failed} />}
      {found?.tells === undefined ? null : <p className="export__tells">{found.tells}</p>}
      {found?.offers.map(({ format, snippet, refusal, isTooLarge }) => (
        <Format key={format} title={exportText("format", { format })} purpose={exportText("purpose", { format })}>
          {refusal === undefined ? (
            <>
              {snippet === "" ? null : <Usage format={format} snippet={snippet} />}
              <SaveButton label={exportText("download", { format })} save={() => saveAs(format)} />
            </>
          ) : isTooLarge ? (
            <TooLarge refusal={refusal} onTrain={onClose} />
          ) : (
            <p>{refusal}</p>
          )}
        </Format>
      ))}
      {hasTrained ? <CleanedTable /> : null}
      <Format title={exportText("json")} purpose={exportText("jsonPurpose")}>
        <SaveButton label={exportText("downloadJson")} save={savePipeline} />
        <p className="hint">{exportText("linkPurpose")}</p>
        <SaveButton label={exportText("copyLink")} save={copyLink} />
      </Format>
    </Dialog>
  );
}

/** What is said of a file that was saved. */
type Said = Promise<string>;

async function saveAs(format: ExportFormat): Said {
  const { fileName, check } = await useSession.getState().exportAs(format);
  return format === "html" ? exportText("saved", { fileName }) : exportText("passed", { fileName, ...check });
}

async function savePipeline(): Said {
  const { fileName, note } = await exportPipeline();
  return note ?? exportText("saved", { fileName });
}

/** Stays where it is and keeps focus: whoever wants one file often wants another. */
function SaveButton({ label, save }: { readonly label: string; readonly save: () => Said }) {
  const [isSaving, setSaving] = useState(false);
  const [said, setSaid] = useState("");
  const [failed, setFailed] = useState("");
  const press = async () => {
    if (isSaving) return;
    setSaving(true);
    setSaid("");
    setFailed("");
    try {
      setSaid(await save());
    } catch (error) {
      // A notice would stand below the dialogue.
      setFailed(errorInPlace(error));
    }
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
      {failed === "" ? null : <Failed words={failed} />}
    </div>
  );
}

const Failed = ({ words }: { readonly words: string }) => (
  <p className="error-text" role="alert">
    {words}
  </p>
);

/** What SQL could say instead takes another training, which is offered where one can begin. */
function TooLarge({ refusal, onTrain }: { readonly refusal: string; readonly onTrain: () => void }) {
  const table = useSession((state) => state.table);
  const canTrain = whyNot(table, useAllProblems().length) === "";
  if (!canTrain) return <p>{refusal}</p>;
  const train = () => {
    shorten();
    onTrain();
    void useSession.getState().train();
    // What opened the dialogue cannot be pressed during a run.
    requestAnimationFrame(() => focusOn(".run-buttons [type=button]"));
  };
  return (
    <>
      <p>{exportText("tooLarge")}</p>
      <button type="button" className="button" onClick={train}>
        {exportText("trainShort")}
      </button>
      <p className="hint">{exportText("trainShortHint")}</p>
    </>
  );
}

function CleanedTable() {
  const hasTable = useSession((state) => viewOf(state.table) !== undefined);
  const [isSafe, setSafe] = useState(false);
  const save = async (): Said => {
    const { fileName, counts } = await useSession.getState().saveCleaned(isSafe);
    return exportText("savedCleaned", { fileName, ...counts });
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
