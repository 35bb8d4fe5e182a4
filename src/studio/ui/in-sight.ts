const told = new WeakMap<Element, (isInSight: boolean) => void>();

/** One for all: the browser asks each observer anew for every frame. */
let observer: IntersectionObserver | undefined;

/**
 * Tells when an element comes onto the screen and when it leaves it. An element is watched once.
 *
 * @returns a function that ends it.
 */
export function watchSight(element: Element, tell: (isInSight: boolean) => void): () => void {
  observer ??= new IntersectionObserver((entries) => {
    // The newest of an element stands last.
    const newest = new Map(entries.map(({ target, isIntersecting }) => [target, isIntersecting]));
    for (const [target, isInSight] of newest) told.get(target)?.(isInSight);
  });
  told.set(element, tell);
  observer.observe(element);
  return () => {
    observer?.unobserve(element);
    told.delete(element);
  };
}
