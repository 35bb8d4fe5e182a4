// Writes the predictor as an npm package of one file: node scripts/build-module.mjs [folder], else dist-module.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "vite";
import { isMain, root } from "./root.mjs";

const SOURCE = join(root, "src", "export", "module");

/** @param {string} folder @returns {Promise<void>} */
export async function buildModule(folder) {
  await build({
    configFile: false,
    root,
    publicDir: false,
    logLevel: "error",
    plugins: [
      {
        name: "short-errors",
        enforce: "pre",
        // Texts for people stand in the studio; here they would be half of the file.
        resolveId: (specifier) =>
          specifier.endsWith("/errors/catalogue.ts") ? join(SOURCE, "short-errors.ts") : undefined,
      },
    ],
    build: {
      outDir: folder,
      emptyOutDir: false,
      target: "es2022",
      minify: true,
      lib: { entry: join(SOURCE, "open-pipeline.ts"), formats: ["es"], fileName: () => "index.js" },
    },
  });
  const { version, license } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const description = "Predicts with trained pipelines of DiffML Studio. No dependencies.";
  const exports = { ".": { types: "./index.d.ts", default: "./index.js" } };
  const manifest = {
    name: "diffml-predict",
    version,
    description,
    license,
    type: "module",
    exports,
    sideEffects: false,
  };
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  for (const name of ["README.md", "index.d.ts"]) copyFileSync(join(SOURCE, "package", name), join(folder, name));
  copyFileSync(join(root, "LICENSE"), join(folder, "LICENSE"));
}

if (isMain(import.meta.url)) {
  const folder = resolve(process.argv[2] ?? join(root, "dist-module"));
  mkdirSync(folder, { recursive: true });
  await buildModule(folder);
  console.log(folder);
}
