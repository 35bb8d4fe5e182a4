import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { TrainingSection } from "./TrainingSection.tsx";

test("every control and figure is there before anything was trained, under its own name", () => {
  const html = renderToStaticMarkup(<TrainingSection />);
  for (const name of ["Train", "Pause", "Resume", "Step", "Stop", "Check my GPU"]) {
    expect(html).toMatch(new RegExp(`<button[^>]*aria-disabled="[a-z]+"[^>]*>${name}</button>`));
  }
  expect([...html.matchAll(/<option[^>]*>([^<]*)<\/option>/g)].map(([, label]) => label)).toEqual(
    expect.arrayContaining(["Automatic", "WebGPU", "CPU", "20 s", "1 min", "5 min"]),
  );
  expect(html).toMatch(/<input type="checkbox" checked=""\/><span>Slow enough to watch/);
  expect(html).toMatch(/role="status" aria-label="Training status"/);
  for (const title of ["Loss", "Gates"]) {
    const id = new RegExp(`<h3 id="([^"]+)">${title}</h3>`).exec(html)?.[1];
    expect(html).toContain(`<figure class="chart card" aria-labelledby="${id}"`);
  }
});
