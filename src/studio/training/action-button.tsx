import type { ReactNode } from "react";

interface ActionButtonProps {
  readonly children: ReactNode;
  /** What it is called where it shows a drawing in the place of words. */
  readonly label?: string;
  readonly isEnabled: boolean;
  readonly isPrimary?: boolean;
  readonly describedBy?: string;
  readonly onPress: () => void;
}

/** A button that keeps the keyboard's focus while it is out of use: the next press of Tab starts from here, not from the top. */
export function ActionButton({ children, label, isEnabled, isPrimary, describedBy, onPress }: ActionButtonProps) {
  return (
    <button
      type="button"
      className={`button${isPrimary ? " button--primary" : ""}${label === undefined ? "" : " button--icon"}`}
      aria-label={label}
      title={label}
      aria-disabled={!isEnabled}
      aria-describedby={describedBy}
      onClick={() => {
        if (isEnabled) onPress();
      }}
    >
      {children}
    </button>
  );
}
