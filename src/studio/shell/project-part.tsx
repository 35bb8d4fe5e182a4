import { projectFileText } from "../../base/texts/studio/shell.ts";
import { closeSavedWork } from "../document/saved-work.ts";
import { useSession } from "../session/session-store.ts";
import { isActive } from "../session/training-machine.ts";
import { FileButton } from "../ui/file-button.tsx";
import { openProject, saveProject } from "./project-file.ts";

/** All of it as one file: to be kept elsewhere, or handed on. */
export function ProjectPart() {
  const isRunning = useSession(({ training }) => isActive(training));
  const open = (file: File) => {
    closeSavedWork();
    void openProject(file);
  };
  return (
    <section>
      <h3>{projectFileText("heading")}</h3>
      <p className="hint">{projectFileText("hint")}</p>
      <div className="row">
        <button type="button" className="button" disabled={isRunning} onClick={() => void saveProject()}>
          {projectFileText("save")}
        </button>
        <FileButton
          label={projectFileText("open")}
          accept=".diffml-project"
          isDisabled={isRunning}
          onFiles={([file]) => open(file)}
        />
      </div>
    </section>
  );
}
