import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { ColumnProfile } from "../../table/profile.ts";
import type { ColumnRule } from "../../table/types.ts";
import { ColumnPicture } from "./column-picture.tsx";

test("what rare values are pooled as is no value of the file: it is among the others", () => {
  const levels = ["(other)", "a", "b", "c"].map((label, index) => ({ label, count: 9 - index }));
  const profile: ColumnProfile = {
    ...{ name: "place", nRows: 30, nMissing: 0, nUnique: 12, numbers: undefined, levels, examples: [] },
  };
  const html = (role: ColumnRule["role"]) => {
    // What is read of a rule, and no more.
    const rule = { name: "place", type: "category", role, otherLabel: "(other)" } as ColumnRule;
    return renderToStaticMarkup(<ColumnPicture profile={profile} rule={rule} />);
  };
  for (const role of ["used", "aside"] as const) {
    expect(html(role)).not.toContain("(other)");
    expect(html(role)).toContain(">c</span>");
    expect(html(role)).toContain("9 other values");
  }
});
