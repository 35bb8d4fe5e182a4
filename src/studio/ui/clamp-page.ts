/** A page that exists, of pages of `size` things. */
export function clampPage(
  page: number,
  count: number,
  size: number,
): { readonly page: number; readonly nPages: number } {
  const nPages = Math.max(1, Math.ceil(count / size));
  return { page: Math.min(Math.max(0, page), nPages - 1), nPages };
}
