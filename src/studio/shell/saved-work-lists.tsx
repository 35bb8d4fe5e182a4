import { useCallback, useEffect, useState } from "react";
import { savedWorkText } from "../../base/texts/studio/shell.ts";
import { listWords } from "../../base/words.ts";
import { studioNow } from "../document/autosave.ts";
import { currentDocument, replaceDocument } from "../document/document-store.ts";
import { closeSavedWork } from "../document/saved-work.ts";
import { useSession } from "../session/session-store.ts";
import { isActive } from "../session/training-machine.ts";
import { useConsent } from "../storage/consent.ts";
import { type Aside, addSnapshot, deleteEntry, listAside, listSnapshots, type Snapshot } from "../storage/snapshots.ts";
import { formatMoment } from "../ui/moments.ts";
import { notify, notifyError } from "../ui/notices.ts";
import { goTo } from "../ui/route.ts";
import { saveFile } from "../ui/save-file.ts";
import { ProjectPart } from "./project-part.tsx";
import { SavedEntry } from "./saved-entry.tsx";

interface Kept {
  readonly snapshots: readonly Snapshot[];
  readonly aside: readonly Aside[];
}

const NOTHING: Kept = { snapshots: [], aside: [] };

/** What this browser keeps of a person's work, to be opened, saved as a file and deleted. */
export function SavedWorkLists() {
  const [kept, setKept] = useState(NOTHING);
  const refresh = useCallback(async () => {
    const [snapshots, aside] = await Promise.all([listSnapshots(), listAside()]);
    setKept({ snapshots, aside });
  }, []);
  useEffect(() => {
    refresh().catch(notifyError);
  }, [refresh]);
  const change = (work: Promise<unknown>) => void work.then(refresh).catch(notifyError);
  return (
    <div className="saved-work">
      <ProjectPart />
      <SnapshotList snapshots={kept.snapshots} onChange={change} />
      <RunList />
      {kept.aside.length > 0 ? <AsideList aside={kept.aside} onChange={change} /> : null}
    </div>
  );
}

interface ListProps {
  /** Takes a change of what is stored, after which it is listed anew. */
  readonly onChange: (work: Promise<unknown>) => void;
}

function SnapshotList({ snapshots, onChange }: ListProps & Pick<Kept, "snapshots">) {
  const [name, setName] = useState("");
  const save = () => {
    const chosen = name.trim() || currentDocument().name || savedWorkText("unnamed");
    setName("");
    onChange(
      addSnapshot({ name: chosen, at: Date.now(), studio: studioNow() }).then(() =>
        notify({ kind: "news", message: savedWorkText("snapshotSaved", { name: chosen }) }),
      ),
    );
  };
  const open = ({ name: opened, saved }: Snapshot) => {
    if (!saved) return;
    replaceDocument(saved.document);
    closeSavedWork();
    notify({ kind: "news", message: savedWorkText("snapshotOpened", { name: opened }) });
  };
  return (
    <section>
      <h3>{savedWorkText("snapshots")}</h3>
      <p className="hint">{savedWorkText("snapshotsHint")}</p>
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <input
          className="input"
          aria-label={savedWorkText("snapshotName")}
          placeholder={savedWorkText("snapshotName")}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <button type="submit" className="button">
          {savedWorkText("saveSnapshot")}
        </button>
      </form>
      {snapshots.length === 0 ? <p className="hint">{savedWorkText("noSnapshots")}</p> : null}
      <ul className="saved-list" aria-label={savedWorkText("snapshots")}>
        {snapshots.map((snapshot) => (
          <SavedEntry
            key={snapshot.key}
            name={snapshot.name}
            hint={[formatMoment(snapshot.at), ...(snapshot.saved ? [] : [savedWorkText("unreadable")])].join(" · ")}
            actions={[
              snapshot.saved
                ? {
                    label: savedWorkText("open"),
                    name: savedWorkText("openSnapshot", snapshot),
                    run: () => open(snapshot),
                  }
                : {
                    label: savedWorkText("download"),
                    name: savedWorkText("downloadSnapshot", snapshot),
                    run: () => download("snapshot.json", snapshot.record),
                  },
              {
                label: savedWorkText("delete"),
                name: savedWorkText("deleteSnapshot", snapshot),
                run: () => onChange(deleteEntry("snapshots", snapshot.key)),
              },
            ]}
          />
        ))}
      </ul>
    </section>
  );
}

function RunList() {
  const isRunning = useSession(({ training }) => isActive(training));
  const runs = useSession(({ history }) => history);
  const isKept = useConsent(({ isGiven }) => isGiven);
  if (!isKept || runs.length === 0) return null;
  const { showRun, textOfRun, deleteRun } = useSession.getState();
  const downloadRun = async (id: string) => {
    const text = await textOfRun(id);
    if (text !== undefined) saveFile("run.diffml.json", new Blob([text], { type: "application/json" }));
  };
  return (
    <section>
      <h3>{savedWorkText("runs")}</h3>
      <p className="hint">{savedWorkText("runsHint")}</p>
      <ul className="saved-list" aria-label={savedWorkText("runs")}>
        {runs.map((run) => {
          const time = formatMoment(run.at);
          const name = listWords(run.files.map((file) => file.name));
          return (
            <SavedEntry
              key={run.id}
              name={name}
              hint={time}
              actions={[
                {
                  label: savedWorkText("show"),
                  name: savedWorkText("showRun", { time }),
                  isDisabled: isRunning,
                  run: () => {
                    void showRun(run.id, { withDocument: false });
                    closeSavedWork();
                    goTo("results");
                  },
                },
                {
                  label: savedWorkText("download"),
                  name: savedWorkText("downloadRun", { time }),
                  run: () => void downloadRun(run.id),
                },
                {
                  label: savedWorkText("delete"),
                  name: savedWorkText("deleteRun", { time }),
                  run: () => deleteRun(run.id),
                },
              ]}
            />
          );
        })}
      </ul>
    </section>
  );
}

function AsideList({ aside, onChange }: ListProps & Pick<Kept, "aside">) {
  return (
    <section>
      <h3>{savedWorkText("aside")}</h3>
      <p className="hint">{savedWorkText("asideHint")}</p>
      <ul className="saved-list" aria-label={savedWorkText("aside")}>
        {aside.map(({ key, at, record }) => {
          const time = formatMoment(at);
          return (
            <SavedEntry
              key={key}
              name={savedWorkText("asideName", { time })}
              hint=""
              actions={[
                {
                  label: savedWorkText("download"),
                  name: savedWorkText("downloadAside", { time }),
                  run: () => download("set-aside.json", record),
                },
                {
                  label: savedWorkText("delete"),
                  name: savedWorkText("deleteAside", { time }),
                  run: () => onChange(deleteEntry("aside", key)),
                },
              ]}
            />
          );
        })}
      </ul>
    </section>
  );
}

function download(name: string, record: unknown): void {
  saveFile(name, new Blob([JSON.stringify(record, undefined, 2)], { type: "application/json" }));
}
