// The page of a block as the studio shows it, made when the studio is built.
import { Marked } from "marked";

/**
 * HTML of a block's README without its title, which is the dialog's. Headings are of the third level, tables scroll, and links to
 * files of the repository are words: the studio does not hold them.
 *
 * @param {string} text  Markdown of our own
 * @returns {string}
 */
export function blockPage(text) {
  const marked = new Marked({
    renderer: {
      heading({ tokens, depth }) {
        return depth === 1 ? "" : `<h3>${this.parser.parseInline(tokens)}</h3>\n`;
      },
      link({ tokens }) {
        return this.parser.parseInline(tokens);
      },
      // What looks like HTML is text.
      html({ text: own }) {
        return own.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
      },
      table({ header, rows }) {
        const cells = (/** @type {typeof header} */ row, /** @type {string} */ start, /** @type {string} */ end) =>
          `<tr>${row.map(({ tokens }) => `<${start}>${this.parser.parseInline(tokens)}</${end}>`).join("")}</tr>`;
        const body = rows.map((row) => cells(row, "td", "td")).join("");
        return `<div class="table-scroll"><table class="table"><thead>${cells(header, 'th scope="col"', "th")}</thead><tbody>${body}</tbody></table></div>\n`;
      },
    },
  });
  return marked.parse(text, { async: false });
}
