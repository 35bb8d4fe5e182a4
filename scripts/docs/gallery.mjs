// Trained pipelines of the samples, which open in the studio by one click.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../root.mjs";
import { node } from "../spawn.mjs";
import { escaped } from "./render.mjs";

/**
 * @typedef {{ readonly id: string, readonly title: string, readonly files: readonly string[], readonly description: string, readonly target: string, readonly task: string,
 *   readonly rows: number, readonly licence: string, readonly source: string }} Sample
 */

const SAMPLES = join(root, "public", "samples");
/** Enough for a result worth looking at; the same steps give the same file. */
const TRAINING = [
  "--max-steps",
  "400",
  "--max-seconds",
  "60",
  "--deploy",
  "one",
  "--engine",
  "compiled-wasm",
  "--tags",
  "forced",
];

/** @returns {readonly Sample[]} */
export const samples = () => JSON.parse(readFileSync(join(SAMPLES, "samples.json"), "utf8"));

/**
 * Trains what is not there yet.
 *
 * @param {string} folder
 * @returns {Promise<number>} exit code
 */
export async function trainGallery(folder) {
  mkdirSync(folder, { recursive: true });
  for (const { id, title, files, target, task } of samples()) {
    const out = join(folder, `${id}.diffml.json`);
    if (existsSync(out)) {
      nameAfter(title, out);
      continue;
    }
    console.log(`Training ${id} …`);
    const words = ["--target", target, "--task", task, "--out", out, ...TRAINING];
    const code = await node([
      "scripts/run.mjs",
      "diffml",
      "train",
      ...files.map((file) => join(SAMPLES, file)),
      ...words,
    ]);
    if (code !== 0) return code;
    nameAfter(title, out);
  }
  return 0;
}

/** A name is no content: no hash of the file changes. @param {string} title @param {string} path */
function nameAfter(title, path) {
  const text = readFileSync(path, "utf8");
  const named = text.replace('"name": "Untitled pipeline"', () => `"name": ${JSON.stringify(title)}`);
  if (named !== text) writeFileSync(path, named);
}

/** @param {string} folder @param {Sample} sample @returns {string} */
function cardOf(folder, { id, title, description, target, rows, licence, source }) {
  const { report } = JSON.parse(readFileSync(join(folder, `${id}.diffml.json`), "utf8"));
  const verdict = report.verdict ? `<p>${escaped(report.verdict.sentence)}</p>` : "";
  return `<section class="card">
<h2>${escaped(title)}</h2>
<p>${escaped(description)}</p>
${verdict}
<p><a href="../index.html?pipeline=${id}">Open in the studio</a> · <a href="gallery/${id}.diffml.json" download>Download</a></p>
<p class="soft">Predicts ${escaped(target)} from ${rows} rows. ${escaped(source)}; ${escaped(licence)}.</p>
</section>`;
}

/** @param {string} folder of the trained pipelines @returns {string} */
export function galleryBody(folder) {
  return `<h1>Gallery</h1>
<p>Trained pipelines of the studio's samples. <em>Open in the studio</em> brings the pipeline, what it learned and its results; from there it predicts, trains on and is exported.</p>
${samples()
  .map((sample) => cardOf(folder, sample))
  .join("\n")}
`;
}
