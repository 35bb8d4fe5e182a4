import { headerText, helpText } from "../../base/texts/studio/shell.ts";
import { trainText } from "../../base/texts/studio/training.ts";
import { TourButton } from "../tour/tour-button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Icon } from "../ui/icons.tsx";

const KEYS = ["tab", "enter", "arrows", "connect", "delete", "escape", "search", "undo", "redo", "help"] as const;

/** Drawings without words, as they stand on the page; a finger cannot rest on them to be told. */
const SIGNS = [
  ["open", () => headerText("openPipeline")],
  ["save", () => headerText("exportPipeline")],
  ["share", () => headerText("exportAs")],
  ["work", () => headerText("savedWork")],
  ["theme", () => headerText("darkTheme")],
  ["privacy", () => headerText("privacy")],
  ["diagnostics", () => headerText("copyDiagnostics")],
  ["pause", () => trainText("pause")],
  ["resume", () => trainText("resume")],
  ["step", () => trainText("step")],
  ["stop", () => trainText("stop")],
] as const;

export function HelpDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title={headerText("keys")} onClose={onClose}>
      <TourButton className="button" onPress={onClose} />
      <table className="table help__keys">
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
      <h3>{helpText("signs")}</h3>
      <table className="table">
        <tbody>
          {SIGNS.map(([sign, label]) => (
            <tr key={sign}>
              <th scope="row">
                <span className="help__sign">
                  <Icon name={sign} /> {label()}
                </span>
              </th>
              <td>{helpText("sign", { sign })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  );
}
