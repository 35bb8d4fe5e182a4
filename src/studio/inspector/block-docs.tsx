import { useState } from "react";
import { inspectorText } from "../../base/texts/studio/inspector.ts";
import { Dialog } from "../ui/dialog.tsx";
import { notifyError } from "../ui/notices.ts";
import { PlainMarkdown } from "./plain-markdown.tsx";

/** Each block's README is a small file of its own that is loaded when somebody asks for it. */
const readmes = import.meta.glob<string>("../../blocks/*/README.md", { query: "?raw", import: "default" });

/** A button that opens what is written about a block. */
export function BlockDocs({ type, title }: { readonly type: string; readonly title: string }) {
  const [text, setText] = useState<string>();
  const load = readmes[`../../blocks/${type}/README.md`];
  if (!load) return null;
  return (
    <div>
      <button
        type="button"
        className="button button--quiet button--small"
        onClick={() => load().then(setText, notifyError)}
      >
        {inspectorText("howItWorks", { block: title })}
      </button>
      {text !== undefined && (
        <Dialog title={title} onClose={() => setText(undefined)}>
          <PlainMarkdown text={text} />
        </Dialog>
      )}
    </div>
  );
}
