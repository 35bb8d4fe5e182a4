import { fileText } from "../../base/texts/studio/data.ts";
import type { SourceFile } from "../../table/types.ts";
import { useSession } from "../session/session-store.ts";
import { SelectField } from "../ui/select-field.tsx";

const toOption = (value: string) => ({ value, label: value });

/** Which table of a file is read, where it holds several: the file of an archive, the sheet of a workbook. */
export function PartPicker({ source }: { readonly source: SourceFile }) {
  const { name, dialect } = source;
  const { changeDialect } = useSession.getState();
  const { members = [], sheets = [] } = dialect;
  return (
    <>
      {members.length > 1 ? (
        <SelectField
          label={fileText("memberOf", { file: name })}
          value={dialect.member}
          options={members.map(toOption)}
          // Another file has sheets of its own.
          onChange={(member) => void changeDialect({ member, sheet: undefined }, name)}
        />
      ) : null}
      {sheets.length > 1 ? (
        <SelectField
          label={fileText("sheetOf", { file: name })}
          value={dialect.sheet}
          options={sheets.map(toOption)}
          onChange={(sheet) => void changeDialect({ sheet }, name)}
        />
      ) : null}
    </>
  );
}
