/**
 * Tells when colours may have become others: what is drawn onto a canvas has to be drawn again.
 *
 * @returns a function that ends it.
 */
export function watchTheme(tell: () => void): () => void {
  const theme = new MutationObserver(tell);
  theme.observe(document.documentElement, { attributes: true });
  const queries = ["(prefers-color-scheme: dark)", "(forced-colors: active)"].map((query) => matchMedia(query));
  for (const query of queries) query.addEventListener("change", tell);
  return () => {
    theme.disconnect();
    for (const query of queries) query.removeEventListener("change", tell);
  };
}
