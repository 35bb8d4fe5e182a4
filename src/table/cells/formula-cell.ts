/** Cells that a spreadsheet would take for a formula. Source: OWASP, "CSV injection". */
import { splitNumber } from "./split-number.ts";

const BEGINS_FORMULA = /^(?:[\t\r\n]|\s*[=+\-@＝＋－＠])/;
/** What may stand before and behind a number without making a formula of it: currencies, units, percent. */
const BEFORE = /^[\p{Sc}\s]*$/u;
const AFTER = /^[\p{Sc}\p{L}\s%°.]*$/u;

/** Whether the text is a number, however it is written: "-5", "+1.234,50", "-12 %", "-3 kg". */
function isNumber(text: string): boolean {
  const written = splitNumber(text);
  return written !== undefined && BEFORE.test(written.before) && AFTER.test(written.after);
}

/** The text with an apostrophe before it where a spreadsheet would compute it; a number stays as it is. */
export function defused(text: string): string {
  return BEGINS_FORMULA.test(text) && !isNumber(text) ? `'${text}` : text;
}
