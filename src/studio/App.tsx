import { uiText } from "../base/texts/studio/ui.ts";
import "../base/zod-config.ts";
import { lazy, Suspense, useRef, useState } from "react";
import { PipelineSection } from "./canvas/pipeline-section.tsx";
import { DataSection } from "./data/DataSection.tsx";
import { ResultsSection } from "./results/ResultsSection.tsx";
import { Header } from "./shell/header.tsx";
import { HelpDialog } from "./shell/help-dialog.tsx";
import { PageDrop } from "./shell/page-drop.tsx";
import { PrivacyDialog } from "./shell/privacy-dialog.tsx";
import { RunBar } from "./shell/run-bar.tsx";
import { SavedWork } from "./shell/saved-work.tsx";
import { useShortcuts } from "./shell/use-shortcuts.ts";
import { TrainingSection } from "./training/TrainingSection.tsx";
import { NoticeList } from "./ui/notice-list.tsx";

type OpenDialog = "none" | "privacy" | "help" | "export";

const ExportDialog = lazy(() =>
  import("./shell/export-dialog.tsx").then((module) => ({ default: module.ExportDialog })),
);

/** The whole studio on one page: data, pipeline, training, results. */
export function App() {
  const [dialog, setDialog] = useState<OpenDialog>("none");
  const searchRef = useRef<HTMLInputElement>(null);
  const [openHelp] = useState(() => () => setDialog("help"));
  useShortcuts({ searchRef, onHelp: openHelp });
  const close = () => setDialog("none");
  return (
    <>
      <a className="skip-link" href="#main">
        {uiText("skip")}
      </a>
      <Header onPrivacy={() => setDialog("privacy")} onHelp={openHelp} onExport={() => setDialog("export")} />
      <main id="main" className="main" tabIndex={-1}>
        <div id="data" className="part" tabIndex={-1}>
          <DataSection />
        </div>
        <div id="pipeline" className="part">
          <PipelineSection searchRef={searchRef} />
        </div>
        <div id="train" className="part">
          <TrainingSection />
        </div>
        <div id="results" className="part">
          <ResultsSection />
        </div>
      </main>
      <footer className="footer">
        <p>{uiText("about", { version: __APP_VERSION__ })}</p>
      </footer>
      {dialog === "privacy" && <PrivacyDialog onClose={close} />}
      {dialog === "help" && <HelpDialog onClose={close} />}
      {dialog === "export" && (
        <Suspense>
          <ExportDialog onClose={close} />
        </Suspense>
      )}
      <SavedWork />
      <RunBar />
      <PageDrop />
      <NoticeList />
    </>
  );
}
