import { headerText, helpText } from "../../base/texts/studio/shell.ts";
import { TourButton } from "../tour/tour-button.tsx";
import { Dialog } from "../ui/dialog.tsx";

const KEYS = ["tab", "enter", "arrows", "connect", "delete", "escape", "search", "undo", "redo", "help"] as const;

export function HelpDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title={headerText("keys")} onClose={onClose}>
      <table className="table">
        <tbody>
          {KEYS.map((key) => (
            <tr key={key}>
              <th scope="row">
                <kbd>{helpText("key", { key })}</kbd>
              </th>
              <td>{helpText("does", { key })}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="hint">{helpText("pointer")}</p>
      <TourButton className="button" onPress={onClose} />
    </Dialog>
  );
}
