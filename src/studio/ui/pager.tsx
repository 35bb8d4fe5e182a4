import { type Paged, pageText } from "../../base/texts/studio/data.ts";
import { clampPage } from "./clamp-page.ts";
import "./pager.css";

interface PagerProps {
  /** What is paged through, in the plural: names the buttons. */
  readonly what: Paged;
  readonly page: number;
  /** How many there are, and of these on a page. */
  readonly total: number;
  readonly size: number;
  readonly onPage: (page: number) => void;
}

/** Two buttons and where one is, such as "21 to 40 of 344"; nothing where all stand on one page. */
export function Pager({ what, page, total, size, onPage }: PagerProps) {
  const { nPages } = clampPage(page, total, size);
  if (nPages === 1) return null;
  const from = page * size;
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
        {pageText("shown", { from: from + 1, to: Math.min(from + size, total), total })}
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
