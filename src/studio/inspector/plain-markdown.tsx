import type { ReactNode } from "react";

/** The Markdown that block READMEs use: headings, paragraphs, lists, tables, code, bold and italics. Never HTML. */
export function PlainMarkdown({ text }: { readonly text: string }) {
  return <div className="prose">{blocksOf(text).map(toElement)}</div>;
}

/** Parts between blank lines. */
function blocksOf(text: string): readonly string[] {
  return text
    .replaceAll("\r\n", "\n")
    .split(/\n\s*\n/)
    .map((part) => part.replace(/^\n+|\s+$/g, ""))
    .filter(Boolean);
}

function toElement(part: string, index: number): ReactNode {
  const lines = part.split("\n");
  if (lines[0].startsWith("# ")) {
    // The title is the dialog's own.
    const rest = lines.slice(1).join("\n");
    return rest ? toElement(rest, index) : null;
  }
  const heading = /^#{2,6} (.*)$/.exec(lines[0]);
  if (heading) return <h3 key={index}>{inline(heading[1])}</h3>;
  if (lines[0].startsWith("|")) return <Table key={index} lines={lines} />;
  if (lines.every((line) => line.startsWith("    "))) {
    return <pre key={index}>{lines.map((line) => line.slice(4)).join("\n")}</pre>;
  }
  if (/^[-*] /.test(lines[0])) {
    const items = part.split(/\n(?=[-*] )/).map((item) => item.slice(2));
    return (
      <ul key={index}>
        {items.map((item) => (
          <li key={item}>{inline(item)}</li>
        ))}
      </ul>
    );
  }
  return <p key={index}>{inline(part)}</p>;
}

function Table({ lines }: { readonly lines: readonly string[] }) {
  // "\|" is a bar inside a cell.
  const cells = (line: string) =>
    line
      .replace(/^\||\|$/g, "")
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim().replaceAll("\\|", "|"));
  const [head, , ...rows] = lines;
  return (
    <div className="table-scroll">
      <table className="table">
        <thead>
          <tr>
            {cells(head).map((cell) => (
              <th key={cell} scope="col">
                {inline(cell)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row}>
              {cells(row).map((cell) => (
                <td key={cell}>{inline(cell)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function inline(text: string): readonly ReactNode[] {
  return text.split(/(`[^`]+`|\*\*[^*]+\*\*|\*[^*\s][^*]*\*)/).map((piece) => {
    if (piece.startsWith("`")) return <code key={piece}>{piece.slice(1, -1)}</code>;
    if (piece.startsWith("**")) return <strong key={piece}>{piece.slice(2, -2)}</strong>;
    if (/^\*[^*]+\*$/.test(piece)) return <em key={piece}>{piece.slice(1, -1)}</em>;
    return piece;
  });
}
