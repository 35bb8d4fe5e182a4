import { Suspense, useEffect, useRef, useState } from "react";
import { shellText } from "../../base/texts/studio/shell.ts";
import { useHash } from "../ui/route.ts";
import { fetchViews, HOME, VIEWS, viewAt } from "./views.tsx";

/** Long enough for the first table to be there. */
const FETCH_AFTER_MS = 1000;

/** The open view. Those that were opened before stay as they are, out of sight. */
export function ViewStack() {
  const current = viewAt(useHash());
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set([HOME.id, current.id]));
  if (!opened.has(current.id)) setOpened(new Set([...opened, current.id]));
  useEffect(() => {
    const timer = setTimeout(fetchViews, FETCH_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  const shown = useRef(current.id);
  useEffect(() => {
    if (shown.current === current.id) return;
    shown.current = current.id;
    // On narrow screens the page scrolls: a view begins at its top.
    window.scrollTo(0, 0);
  }, [current.id]);
  return (
    <main id="main" className="main" tabIndex={-1}>
      {VIEWS.filter(({ id }) => opened.has(id)).map(({ id, Content }) => (
        <div key={id} id={id} className={`view view--${id}`} hidden={id !== current.id} tabIndex={-1}>
          <Suspense fallback={<p className="hint view__loading">{shellText("loading")}</p>}>
            <Content />
          </Suspense>
        </div>
      ))}
    </main>
  );
}
