import { APP_NAME } from "../../base/app-name.ts";
import { headerText } from "../../base/texts/studio/shell.ts";
import { useHistory } from "../document/document-store.ts";
import { openExports } from "../document/exporting.ts";
import { openSavedWork } from "../document/saved-work.ts";
import icon from "../favicon.svg?inline";
import { useSession } from "../session/session-store.ts";
import { isActive } from "../session/training-machine.ts";
import { Icon } from "../ui/icons.tsx";
import { notify, notifyError } from "../ui/notices.ts";
import { TOOLBAR } from "../ui/one-stop.ts";
import { useHash } from "../ui/route.ts";
import { toggleTheme, useTheme } from "../ui/theme.ts";
import { ToolButton } from "../ui/tool-button.tsx";
import { copyDiagnostics } from "./diagnostics.ts";
import { exportPipeline } from "./export-pipeline.ts";
import { redoAloud, undoAloud } from "./history.ts";
import { openPipeline } from "./open-pipeline.ts";
import { VIEWS, viewAt } from "./views.tsx";

interface HeaderProps {
  readonly onPrivacy: () => void;
  readonly onHelp: () => void;
}

/** The name, the way to every view, and the tools that all of them share. */
export function Header(props: HeaderProps) {
  const hash = useHash();
  const current = viewAt(hash);
  return (
    <header className="header">
      <div className="header__brand">
        <img src={icon} alt="" width="24" height="24" />
        <h1>{APP_NAME}</h1>
      </div>
      <nav className="header__parts" aria-label={headerText("parts")}>
        {VIEWS.flatMap((view) => [
          <a key={view.id} href={`#${view.id}`} aria-current={view === current && !isPart(hash) ? "page" : undefined}>
            {view.label()}
          </a>,
          ...(view.parts ?? []).map(({ id, label }) => (
            <a key={id} href={`#${id}`} aria-current={id === hash ? "page" : undefined}>
              {label()}
            </a>
          )),
        ])}
      </nav>
      <Tools {...props} />
    </header>
  );
}

const isPart = (hash: string) => VIEWS.some(({ parts }) => parts?.some(({ id }) => id === hash));

async function savePipeline() {
  try {
    const { note } = await exportPipeline();
    if (note !== undefined) notify({ kind: "news", message: note });
  } catch (error) {
    notifyError(error);
  }
}

function Tools({ onPrivacy, onHelp }: HeaderProps) {
  const history = useHistory();
  const theme = useTheme();
  const isRunning = useSession(({ training }) => isActive(training));
  return (
    <div className="header__tools" role="toolbar" aria-label={headerText("tools")} ref={TOOLBAR}>
      <ToolButton icon="undo" label={headerText("undo")} isDisabled={!history.canUndo} onPress={undoAloud} />
      <ToolButton icon="redo" label={headerText("redo")} isDisabled={!history.canRedo} onPress={redoAloud} />
      <label className="button button--quiet button--icon tool file-button" title={headerText("openPipeline")}>
        <Icon name="open" />
        <span className="tool__words" aria-hidden="true">
          {headerText("openPipeline")}
        </span>
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
      <ToolButton
        icon="save"
        label={headerText("exportPipeline")}
        isDisabled={isRunning}
        onPress={() => void savePipeline()}
      />
      <ToolButton
        icon="share"
        id="export-as"
        label={headerText("exportAs")}
        isWorded
        isDisabled={isRunning}
        onPress={openExports}
      />
      <ToolButton icon="work" label={headerText("savedWork")} isWorded onPress={openSavedWork} />
      <ToolButton icon="theme" label={headerText("darkTheme")} isPressed={theme === "dark"} onPress={toggleTheme} />
      <ToolButton icon="privacy" label={headerText("privacy")} onPress={onPrivacy} />
      <ToolButton icon="diagnostics" label={headerText("copyDiagnostics")} onPress={() => void copyDiagnostics()} />
      <ToolButton icon="keys" label={headerText("keys")} isWorded onPress={onHelp} />
    </div>
  );
}
