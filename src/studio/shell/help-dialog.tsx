import { Dialog } from "../ui/dialog.tsx";

const KEYS: readonly (readonly [string, string])[] = [
  ["Tab", "Go to the next block, connection or control"],
  ["Enter or Space", "Select the block or connection that has the focus"],
  ["Arrow keys", "Move the selected block"],
  ["C", "Connect the block: lists every connection that it can have"],
  ["Delete or Backspace", "Remove what is selected"],
  ["Escape", "Let the selection go, or close a dialog"],
  ["/", "Search the blocks"],
  ["Ctrl or ⌘ + Z", "Undo"],
  ["Ctrl or ⌘ + Shift + Z", "Redo"],
  ["?", "Show this list"],
];

export function HelpDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title="Keys" onClose={onClose}>
      <table className="table">
        <tbody>
          {KEYS.map(([key, what]) => (
            <tr key={key}>
              <th scope="row">
                <kbd>{key}</kbd>
              </th>
              <td>{what}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="hint">
        With a pointer: drag from one port to another, or click one port and then the other. The outline does the same
        with buttons.
      </p>
    </Dialog>
  );
}
