import { Suspense, useEffect, useRef, useState } from "react";
import { shellText } from "../../base/texts/studio/shell.ts";
import { Guarded } from "../ui/guarded.tsx";
import { dismissMereNews } from "../ui/notices.ts";
import { useHash } from "../ui/route.ts";
import { fetchViews, HOME, VIEWS, viewAt } from "./views.tsx";

/** Long enough for the first table to be there. */
const FETCH_AFTER_MS = 1000;

/** The open view. Those that were opened before stay as they are, out of sight. */
export function ViewStack() {
  const hash = useHash();
  const current = viewAt(hash);
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
    dismissMereNews();
    arriveAt(current.id, hash);
  }, [current.id, hash]);
  return (
    <main id="main" className="main" tabIndex={-1}>
      {VIEWS.filter(({ id }) => opened.has(id)).map(({ id, label, Content }) => (
        <div key={id} id={id} className={`view view--${id}`} hidden={id !== current.id} tabIndex={-1}>
          <Guarded name={label()}>
            <Suspense fallback={<p className="hint view__loading">{shellText("loading")}</p>}>
              <Content />
            </Suspense>
          </Guarded>
        </div>
      ))}
    </main>
  );
}

/** The browser cannot go to what was hidden when its link was pressed. */
function arriveAt(view: string, hash: string): void {
  const part = hash === view ? null : document.getElementById(hash);
  // On narrow screens the page scrolls: a view begins at its top, a part of it where it is.
  if (part) part.scrollIntoView();
  else window.scrollTo(0, 0);
  const at = document.activeElement;
  // A browser that has looked for the part in vain lets go of the focus.
  const cameByLink = at === document.body || (at instanceof HTMLAnchorElement && at.hash === `#${hash}`);
  // Else everything above the view would be passed again, key by key.
  if (cameByLink) (part ?? document.getElementById(view))?.focus({ preventScroll: true });
}
