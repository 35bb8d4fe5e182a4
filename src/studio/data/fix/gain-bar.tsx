import { fixText } from "../../../base/texts/studio/fix.ts";

/** How much of the error something could take away: in words, and beside the largest. */
export function GainBar({ share, ofMost }: { readonly share: number; readonly ofMost: number }) {
  return (
    <span className="fix__gain">
      <span className="fix__bar" aria-hidden="true">
        <span style={{ width: `${Math.max(2, 100 * ofMost)}%` }} />
      </span>
      {fixText("share", { share })}
    </span>
  );
}
