import { Suspense } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { later } from "./later.tsx";

test("what has come is drawn at once; until then something stands in its place", async () => {
  const { Later, fetchLater } = later(async () => ({ name }: { readonly name: string }) => <b>{name}</b>);
  const drawn = () =>
    renderToStaticMarkup(
      <Suspense fallback="loading">
        <Later name="lines" />
      </Suspense>,
    );
  expect(drawn()).toContain("loading");
  await fetchLater();
  expect(drawn()).toBe("<b>lines</b>");
});
