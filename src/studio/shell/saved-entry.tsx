interface EntryAction {
  readonly label: string;
  /** What the button is called where its place does not say what it is about. */
  readonly name: string;
  readonly isDisabled?: boolean;
  readonly run: () => void;
}

interface SavedEntryProps {
  readonly name: string;
  readonly hint: string;
  readonly actions: readonly EntryAction[];
}

/** Something that this browser keeps, and what can be done with it. */
export function SavedEntry({ name, hint, actions }: SavedEntryProps) {
  return (
    <li className="saved-list__entry">
      <span className="saved-list__name">
        {name} {hint === "" ? null : <span className="hint">{hint}</span>}
      </span>
      {actions.map((action) => (
        <button
          key={action.name}
          type="button"
          className="button button--small"
          aria-label={action.name}
          disabled={action.isDisabled ?? false}
          onClick={action.run}
        >
          {action.label}
        </button>
      ))}
    </li>
  );
}
