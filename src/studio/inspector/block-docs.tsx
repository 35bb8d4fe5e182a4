import { useState } from "react";
import { inspectorText } from "../../base/texts/studio/inspector.ts";
import { Dialog } from "../ui/dialog.tsx";
import { notifyError } from "../ui/notices.ts";

/** Each block's README, as HTML that the build made of it, is a small file of its own that is loaded when somebody asks for it. */
const pages = import.meta.glob<string>("../../blocks/*/README.md", { query: "?html", import: "default" });

/** A button that opens what is written about a block. */
export function BlockDocs({ type, title }: { readonly type: string; readonly title: string }) {
  const [html, setHtml] = useState<string>();
  const load = pages[`../../blocks/${type}/README.md`];
  if (!load) return null;
  return (
    <div>
      <button
        type="button"
        className="button button--quiet button--small"
        onClick={() => load().then(setHtml, notifyError)}
      >
        {inspectorText("howItWorks", { block: title })}
      </button>
      {html !== undefined && (
        <Dialog title={title} onClose={() => setHtml(undefined)}>
          {/* Of our own files, by our build: nothing that is opened here gets there. */}
          <div className="prose" dangerouslySetInnerHTML={{ __html: html }} />
        </Dialog>
      )}
    </div>
  );
}
