import type { ReactNode } from "react";

interface ActionButtonProps {
  readonly children: ReactNode;
  readonly isEnabled: boolean;
  readonly isPrimary?: boolean;
  readonly describedBy?: string;
  readonly onPress: () => void;
}

/** A button that keeps the keyboard's focus while it is out of use: the next press of Tab starts from here, not from the top. */
export function ActionButton({ children, isEnabled, isPrimary, describedBy, onPress }: ActionButtonProps) {
  return (
    <button
      type="button"
      className={`button${isPrimary ? " button--primary" : ""}`}
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
