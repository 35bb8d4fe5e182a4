import { Icon, type IconName } from "./icons.tsx";

interface ToolButtonProps {
  readonly icon: IconName;
  readonly label: string;
  /** Of the element, where something else points at it. */
  readonly id?: string;
  /** Its words stand beside the drawing where there is room for them. */
  readonly isWorded?: boolean;
  readonly isDisabled?: boolean;
  /** Of what is on or off. */
  readonly isPressed?: boolean;
  readonly onPress: () => void;
}

/** A drawing to press; its words are its name, and shown on hover. */
export function ToolButton({ icon, label, id, isWorded, isDisabled, isPressed, onPress }: ToolButtonProps) {
  return (
    <button
      type="button"
      id={id}
      className="button button--quiet button--icon tool"
      aria-label={label}
      title={label}
      aria-pressed={isPressed}
      disabled={isDisabled}
      onClick={onPress}
    >
      <Icon name={icon} />
      {isWorded ? <span className="tool__words">{label}</span> : null}
    </button>
  );
}
