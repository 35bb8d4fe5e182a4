import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { error, view } from "../session/testing/fake-worker.ts";
import { Figures } from "./figures.tsx";
import { RunButtons, whyNot } from "./run-buttons.tsx";
import { RunStatus } from "./run-status.tsx";
import { TrainingPanel } from "./training-panel.tsx";
import { TrainingSettingsPanel } from "./training-settings.tsx";

test("every control and figure is there before anything was trained, under its own name", () => {
  const buttons = renderToStaticMarkup(<RunButtons />);
  expect(buttons).toMatch(/<button[^>]*aria-disabled="true"[^>]*>Train<\/button>/);
  for (const name of ["Pause", "Resume", "Step", "Stop"]) {
    expect(buttons).toMatch(new RegExp(`<button[^>]*aria-label="${name}"[^>]*aria-disabled="true"`));
  }
  const panel = renderToStaticMarkup(<TrainingPanel />);
  expect(panel).toMatch(/<button[^>]*aria-disabled="false"[^>]*>Check my GPU<\/button>/);
  expect([...panel.matchAll(/<option[^>]*>([^<]*)<\/option>/g)].map(([, label]) => label)).toEqual(
    expect.arrayContaining(["Automatic", "WebGPU", "CPU", "20 s", "1 min", "5 min"]),
  );
  expect(panel).toMatch(/<input type="checkbox" checked=""\/><span>Slow enough to watch/);
  expect(renderToStaticMarkup(<RunStatus />)).toMatch(/role="status" aria-label="Training status"/);
  const figures = renderToStaticMarkup(<Figures />);
  for (const title of ["Loss", "Gates"]) {
    const id = new RegExp(`<h3 id="([^"]+)">${title}</h3>`).exec(figures)?.[1];
    expect(figures).toContain(`<figure class="chart" aria-labelledby="${id}"`);
  }
});

test("Train says what is missing before it can start", () => {
  const ready = (target?: string) =>
    ({ kind: "ready", view: view("rows.csv", target, ["a"]), isUpdating: false }) as const;
  expect(whyNot({ kind: "none" }, 0)).toContain("Add a CSV file");
  expect(whyNot({ kind: "error", error: error("E_CSV_EMPTY").details }, 0)).toContain("could not be read");
  expect(whyNot(ready(), 2)).toContain("Choose a target column");
  expect(whyNot(ready("a"), 2)).toBe("Mend the pipeline first: its outline names 2 problems.");
  expect(whyNot(ready("a"), 0)).toBe("");
});

test("every setting that is typed is described by its own words", () => {
  const html = renderToStaticMarkup(<TrainingSettingsPanel />);
  for (const label of ["Learning rate", "Batch size", "Weight decay", "Seed", "Starts", "Other learning rates"]) {
    const [, id] = new RegExp(`<label for="([^"]+)"[^>]*>${label}</label>`).exec(html) ?? [];
    const [, hint] = new RegExp(`<input id="${id}"[^>]*aria-describedby="([^"]+)"`).exec(html) ?? [];
    expect(html).toContain(`<p id="${hint}" class="hint">`);
  }
});

test("what is deployed is chosen in words, and a hint says what the choice means", () => {
  const html = renderToStaticMarkup(<TrainingSettingsPanel />);
  const [, id] = /<label[^>]*for="([^"]+)"[^>]*>What is deployed<\/label>/.exec(html) ?? [];
  expect(html).toMatch(new RegExp(`<select id="${id}"[^>]*>.*?value="ensemble" selected="">An ensemble of all`));
  expect(html).toContain("An ensemble is the mean of what those say that did well; each of them is a member.");
});
