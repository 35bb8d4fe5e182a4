import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Guarded } from "./guarded.tsx";
import { useNotices } from "./notices.ts";

test("a part that cannot be drawn says which one it is, what went wrong, and how to go on", () => {
  const part = new Guarded({ name: "Data", children: <p>rows</p> });
  expect(renderToStaticMarkup(part.render())).toBe("<p>rows</p>");
  part.state = Guarded.getDerivedStateFromError(new TypeError("x is not a function"));
  part.componentDidCatch();
  const html = renderToStaticMarkup(part.render());
  expect(html).toContain('role="alert"');
  expect(html).toContain("Data: expected something to draw, got x is not a function.");
  expect(html).toContain("[E_STUDIO_DRAW]");
  expect(html.match(/<button/g)).toHaveLength(2);
  expect(useNotices.getState().lastErrorCode).toBe("E_STUDIO_DRAW");
});
