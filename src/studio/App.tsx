import { headerText, shellText } from "../base/texts/studio/shell.ts";
import { tourText } from "../base/texts/studio/tour.ts";
import { uiText } from "../base/texts/studio/ui.ts";
import "../base/zod-config.ts";
import { lazy, Suspense, useState } from "react";
import { goToCanvas } from "./canvas/pipeline-section.tsx";
import { useAutosave } from "./document/autosave.ts";
import { closeExports, useExporting } from "./document/exporting.ts";
import { DataStrip } from "./shell/data-strip.tsx";
import { Header } from "./shell/header.tsx";
import { HelpDialog } from "./shell/help-dialog.tsx";
import { LanguageSelect } from "./shell/language-select.tsx";
import { PageDrop } from "./shell/page-drop.tsx";
import { PrivacyDialog } from "./shell/privacy-dialog.tsx";
import { RunBar } from "./shell/run-bar.tsx";
import { SavedWork } from "./shell/saved-work.tsx";
import { useShortcuts } from "./shell/use-shortcuts.ts";
import { ViewStack } from "./shell/view-stack.tsx";
import { TourButton } from "./tour/tour-button.tsx";
import { RunOfferNote } from "./training/run-offer.tsx";
import { focusOn } from "./ui/focus-on.ts";
import { Guarded } from "./ui/guarded.tsx";
import { NoticeList } from "./ui/notice-list.tsx";

type OpenDialog = "none" | "privacy" | "help";

const ExportDialog = lazy(() =>
  import("./shell/export-dialog.tsx").then((module) => ({ default: module.ExportDialog })),
);

/** The whole studio. */
export function App() {
  return (
    <Guarded name={shellText("page")}>
      <Page />
    </Guarded>
  );
}

/** Header, run and table above the view that is open. */
function Page() {
  const [dialog, setDialog] = useState<OpenDialog>("none");
  const isExporting = useExporting(({ isOpen }) => isOpen);
  const [openHelp] = useState(() => () => setDialog("help"));
  useShortcuts(openHelp);
  const close = () => setDialog("none");
  return (
    <div className="app">
      <a className="skip-link" href="#table">
        {uiText("skip")}
      </a>
      {/* No link: the address says which view is open, and stays. */}
      <button type="button" className="skip-link" onClick={() => focusOn("#main")}>
        {uiText("skipToView")}
      </button>
      <button type="button" className="skip-link" onClick={goToCanvas}>
        {uiText("skipToCanvas")}
      </button>
      <Header onPrivacy={() => setDialog("privacy")} onHelp={openHelp} />
      <RunBar />
      <DataStrip />
      <RunOfferNote />
      <ViewStack />
      <Footer />
      {dialog === "privacy" && <PrivacyDialog onClose={close} />}
      {dialog === "help" && <HelpDialog onClose={close} />}
      {isExporting && (
        <Suspense>
          <ExportDialog onClose={closeExports} />
        </Suspense>
      )}
      <SavedWork />
      <PageDrop />
      <NoticeList />
    </div>
  );
}

function Footer() {
  const saved = useAutosave((state) => state.status);
  return (
    <footer className="footer">
      <span>{headerText("saved", { status: saved })}</span>
      <span>
        {tourText("invite")} <TourButton className="footer__tour" />
      </span>
      <LanguageSelect />
      <p>{uiText("about", { version: __APP_VERSION__ })}</p>
    </footer>
  );
}
