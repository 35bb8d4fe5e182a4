// Builds the manual into dist/docs, beside the studio: node scripts/build-docs.mjs [--no-gallery].
import { copyFileSync, cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { galleryBody, trainGallery } from "./docs/gallery.mjs";
import { brokenLinks, docPages } from "./docs/pages.mjs";
import { pageHtml, renderedPages } from "./docs/render.mjs";
import { root } from "./root.mjs";

const SITE = join(root, "dist", "docs");
/** Trained once; remove it to train anew. */
const TRAINED = join(root, ".cache", "gallery");

const pages = docPages();
const broken = brokenLinks(pages);
if (broken.length > 0) {
  console.error(`build-docs: links that lead nowhere:\n${broken.join("\n")}`);
  process.exit(1);
}
rmSync(SITE, { recursive: true, force: true });
for (const [path, text] of renderedPages(pages)) {
  mkdirSync(dirname(join(SITE, path)), { recursive: true });
  writeFileSync(join(SITE, path), text);
}
copyFileSync(join(root, "scripts/docs/style.css"), join(SITE, "style.css"));
copyFileSync(join(root, "docs/capture.png"), join(SITE, "capture.png"));
if (!process.argv.includes("--no-gallery")) {
  const code = await trainGallery(TRAINED);
  if (code !== 0) process.exit(code);
  cpSync(TRAINED, join(SITE, "gallery"), { recursive: true });
  const gallery = { path: "gallery.html", title: "Gallery", body: galleryBody(TRAINED) };
  writeFileSync(join(SITE, gallery.path), pageHtml(gallery, pages));
}
console.log(`${pages.length} pages in ${SITE}`);
