import { dataText, fileText } from "../../base/texts/studio/data.ts";
import type { SourceFile } from "../../table/types.ts";
import { TABLE_ACCEPT } from "../session/given-files.ts";
import { useSession } from "../session/session-store.ts";
import { useOpenSample } from "../session/use-open-sample.ts";
import { focusOn } from "../ui/focus-on.ts";
import { beginAlike } from "./begin-alike.ts";

/** The files of the table, each to be replaced or removed; nothing of a sample, which is chosen elsewhere. */
export function FileList({
  sources,
  isLocked,
}: {
  readonly sources: readonly SourceFile[];
  readonly isLocked: boolean;
}) {
  if (useOpenSample()) return null;
  const isCutInFront = beginAlike(sources.map(({ name }) => name));
  return (
    <ul className="file-list" aria-label={dataText("openFiles")}>
      {sources.map(({ name, nRows }, index) => (
        <li key={name} className="file-list__file">
          <span className="file-list__name" title={name} data-cut={isCutInFront ? "front" : undefined}>
            <bdi>{name}</bdi>
          </span>
          <span className="hint">{fileText("nRows", { nRows })}</span>
          <label className="button button--small file-button">
            <span aria-hidden="true">{dataText("replace")}</span>
            <input
              type="file"
              accept={TABLE_ACCEPT}
              aria-label={dataText("replaceFile", { file: name })}
              disabled={isLocked}
              onChange={(event) => {
                const [file] = event.target.files ?? [];
                event.target.value = "";
                if (file) void useSession.getState().replaceFile(index, file);
              }}
            />
          </label>
          <button
            type="button"
            className="button button--small"
            aria-label={dataText("removeFile", { file: name })}
            title={dataText("removeFile", { file: name })}
            disabled={isLocked}
            onClick={() => {
              void useSession.getState().removeFile(index);
              // The pressed button is about to go.
              focusOn("#table input[type=file]");
            }}
          >
            <span aria-hidden="true">×</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
