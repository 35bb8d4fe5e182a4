/** Moves the focus to a part of the page, where the control that had it goes away. */
export function focusOn(selector: string): void {
  const element = document.querySelector(selector);
  if (element instanceof HTMLElement) element.focus({ preventScroll: true });
}
