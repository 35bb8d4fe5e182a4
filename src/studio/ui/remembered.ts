/** Choices that this browser keeps from visit to visit, in local storage; the privacy dialog lists them. */
type Choice = "theme" | "language" | "pace" | "keep" | "notify" | "dock" | "blocks" | "smoothing";

export function recall(choice: Choice): string | null {
  try {
    return localStorage.getItem(`diffml-studio/${choice}`);
  } catch {
    return null;
  }
}

export function remember(choice: Choice, value: string): void {
  try {
    localStorage.setItem(`diffml-studio/${choice}`, value);
  } catch {
    // A browser that stores nothing keeps the choice until the page closes.
  }
}

export function forget(choice: Choice): void {
  try {
    localStorage.removeItem(`diffml-studio/${choice}`);
  } catch {
    // As above.
  }
}
