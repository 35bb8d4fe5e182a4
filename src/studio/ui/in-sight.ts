/**
 * Tells when an element comes onto the screen and when it leaves it.
 *
 * @returns a function that ends it.
 */
export function watchSight(element: Element, tell: (isInSight: boolean) => void): () => void {
  const observer = new IntersectionObserver((entries) => tell(entries.at(-1)?.isIntersecting ?? true));
  observer.observe(element);
  return () => observer.disconnect();
}
