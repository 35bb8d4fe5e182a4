import { type Paged, pageText } from "../../base/texts/studio/data.ts";
import "./pager.css";

interface PagerProps {
  /** What is paged through, in the plural: names the buttons. */
  readonly what: Paged;
  readonly page: number;
  readonly nPages: number;
  readonly onPage: (page: number) => void;
  /** "rows 1 to 20 of 344" */
  readonly words: string;
}

/** Two buttons and where one is. */
export function Pager({ what, page, nPages, onPage, words }: PagerProps) {
  return (
    <nav className="pager" aria-label={pageText("pages", { what })}>
      <button
        type="button"
        className="button button--small"
        aria-disabled={page <= 0}
        onClick={() => page > 0 && onPage(page - 1)}
      >
        {pageText("previous", { what })}
      </button>
      <span className="hint" aria-live="polite">
        {words}
      </span>
      <button
        type="button"
        className="button button--small"
        aria-disabled={page >= nPages - 1}
        onClick={() => page < nPages - 1 && onPage(page + 1)}
      >
        {pageText("next", { what })}
      </button>
    </nav>
  );
}
