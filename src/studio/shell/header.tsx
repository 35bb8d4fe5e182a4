import { useAutosave } from "../document/autosave.ts";
import { useHistory } from "../document/document-store.ts";
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
}

const SAVE_WORDS = {
  starting: "",
  saved: "Saved in this browser",
  saving: "Saving…",
  elsewhere: "Not saved: open in another tab",
  failed: "Not saved",
} as const;

const PARTS = [
  ["data", "1 Data"],
  ["pipeline", "2 Pipeline"],
  ["train", "3 Train"],
  ["results", "4 Results"],
] as const;

export function Header({ onPrivacy, onHelp }: HeaderProps) {
  const history = useHistory();
  const theme = useTheme();
  const saved = useAutosave((state) => state.status);
  const isRunning = useSession(({ training }) => isActive(training));
  return (
    <header className="header">
      <div className="header__brand">
        <img src="./favicon.svg" alt="" width="28" height="28" />
        <h1>DiffML Studio</h1>
        <span className="header__version">{__APP_VERSION__}</span>
        <span className="header__saved">{SAVE_WORDS[saved]}</span>
      </div>
      <nav className="header__parts" aria-label="Parts of the page">
        {PARTS.map(([id, title]) => (
          <a key={id} href={`#${id}`}>
            {title}
          </a>
        ))}
      </nav>
      <div className="header__tools">
        <SamplePicker />
        <span className="header__group">
          <button type="button" className="button" disabled={!history.canUndo} onClick={undoAloud}>
            Undo
          </button>
          <button type="button" className="button" disabled={!history.canRedo} onClick={redoAloud}>
            Redo
          </button>
        </span>
        <span className="header__group">
          <label className="button file-button">
            <span aria-hidden="true">Open pipeline</span>
            <input
              type="file"
              accept=".json,application/json"
              aria-label="Open pipeline"
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
            Export pipeline JSON
          </button>
        </span>
        <span className="header__group">
          <button type="button" className="button button--quiet" aria-pressed={theme === "dark"} onClick={toggleTheme}>
            Dark theme
          </button>
          <button type="button" className="button button--quiet" onClick={onPrivacy}>
            Privacy
          </button>
          <button type="button" className="button button--quiet" onClick={() => void copyDiagnostics()}>
            Copy diagnostics
          </button>
          <button type="button" className="button button--quiet" onClick={onHelp}>
            Keys
          </button>
        </span>
      </div>
    </header>
  );
}
