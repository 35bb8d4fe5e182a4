/** Moves the focus to a part of the page, where the control that had it goes away. */
export function focusOn(selector: string): void {
  const element = document.querySelector(selector);
  if (element instanceof HTMLElement) element.focus({ preventScroll: true });
}

/** Shows a part of the page and gives it the focus, once whatever is open has closed and given the focus back. */
export function goTo(id: string): void {
  requestAnimationFrame(() => {
    document.getElementById(id)?.scrollIntoView();
    focusOn(`#${id}`);
  });
}
