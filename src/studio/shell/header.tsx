import { APP_NAME } from "../../base/app-name.ts";
import { headerText } from "../../base/texts/studio/shell.ts";
import { useAutosave } from "../document/autosave.ts";
import { useHistory } from "../document/document-store.ts";
import { openSavedWork } from "../document/saved-work.ts";
import { useSession } from "../session/session-store.ts";
import { isActive } from "../session/training-machine.ts";
import { toggleTheme, useTheme } from "../ui/theme.ts";
import { copyDiagnostics } from "./diagnostics.ts";
import { exportPipeline } from "./export-pipeline.ts";
import { redoAloud, undoAloud } from "./history.ts";
import { openPipeline } from "./open-pipeline.ts";
import { SamplePicker } from "./sample-picker.tsx";

interface HeaderProps {
  readonly onPrivacy: () => void;
  readonly onHelp: () => void;
  readonly onExport: () => void;
}

const PARTS = ["data", "pipeline", "train", "results"] as const;

export function Header({ onPrivacy, onHelp, onExport }: HeaderProps) {
  const history = useHistory();
  const theme = useTheme();
  const saved = useAutosave((state) => state.status);
  const isRunning = useSession(({ training }) => isActive(training));
  return (
    <header className="header">
      <div className="header__brand">
        <img src="./favicon.svg" alt="" width="28" height="28" />
        <h1>{APP_NAME}</h1>
        <span className="header__version">{__APP_VERSION__}</span>
        <span className="header__saved">{headerText("saved", { status: saved })}</span>
        <button type="button" className="button button--quiet button--small" onClick={openSavedWork}>
          {headerText("savedWork")}
        </button>
      </div>
      <nav className="header__parts" aria-label={headerText("parts")}>
        {PARTS.map((part) => (
          <a key={part} href={`#${part}`}>
            {headerText("part", { part })}
          </a>
        ))}
      </nav>
      <div className="header__tools">
        <SamplePicker />
        <span className="header__group">
          <button type="button" className="button" disabled={!history.canUndo} onClick={undoAloud}>
            {headerText("undo")}
          </button>
          <button type="button" className="button" disabled={!history.canRedo} onClick={redoAloud}>
            {headerText("redo")}
          </button>
        </span>
        <span className="header__group">
          <label className="button file-button">
            <span aria-hidden="true">{headerText("openPipeline")}</span>
            <input
              type="file"
              accept=".json,application/json"
              aria-label={headerText("openPipeline")}
              disabled={isRunning}
              onChange={(event) => {
                const [file] = event.target.files ?? [];
                // The same file can be opened again.
                event.target.value = "";
                if (file) void openPipeline(file);
              }}
            />
          </label>
          <button type="button" className="button" disabled={isRunning} onClick={() => void exportPipeline()}>
            {headerText("exportPipeline")}
          </button>
          <button type="button" className="button" disabled={isRunning} onClick={onExport}>
            {headerText("exportAs")}
          </button>
        </span>
        <span className="header__group">
          <button type="button" className="button button--quiet" aria-pressed={theme === "dark"} onClick={toggleTheme}>
            {headerText("darkTheme")}
          </button>
          <button type="button" className="button button--quiet" onClick={onPrivacy}>
            {headerText("privacy")}
          </button>
          <button type="button" className="button button--quiet" onClick={() => void copyDiagnostics()}>
            {headerText("copyDiagnostics")}
          </button>
          <button type="button" className="button button--quiet" onClick={onHelp}>
            {headerText("keys")}
          </button>
        </span>
      </div>
    </header>
  );
}
