import type { TableView } from "../../app/view-table.ts";
import { severalFilesText } from "../../base/texts/several-files.ts";
import type { DialectOverride } from "../../pipeline/document.ts";
import { filesProposalWords } from "../../table/files/match-words.ts";
import type { FilesProposal } from "../../table/files/propose-matches.ts";
import { useDocument } from "../document/document-store.ts";
import { useSession } from "../session/session-store.ts";
import { focusOn } from "../ui/focus-on.ts";
import { decidedWords, type FileChange, namedAs, saidAs, withoutName, withoutWords } from "./matches.ts";

/** Where the focus goes when the pressed button has gone. */
const PLACE = "matches";

/** Columns of several files that are read as one, each to be undone, and those that may be one, each to be accepted. */
export function MatchesPanel({ view, isLocked }: { readonly view: TableView; readonly isLocked: boolean }) {
  const dialects = useDocument(({ document }) => document.table.dialects);
  const { matched, mayMatch } = view;
  const files = new Set(view.sources.map(({ name }) => name));
  const words = decidedWords(dialects).filter(({ file }) => files.has(file));
  const count = matched.length + mayMatch.length + words.length;
  if (count === 0) return null;
  return (
    <details className={`panel${mayMatch.length > 0 ? " panel--warning" : ""}`} open>
      <summary id={PLACE}>{severalFilesText("title", { count })}</summary>
      <ul className="panel__body plain-list matches" aria-label={severalFilesText("list")}>
        {mayMatch.map((proposal) => (
          <Line key={filesProposalWords(proposal)} words={filesProposalWords(proposal)}>
            <Decide isLocked={isLocked} label={acceptWords(proposal)} changes={accepted(proposal, dialects)} />
          </Line>
        ))}
        {matched.map((match) => (
          <Line key={`${match.file} ${match.name}`} words={severalFilesText("matched", match)}>
            <Decide
              isLocked={isLocked}
              label={severalFilesText("keepApart", match)}
              changes={[withoutName(match, dialects)]}
            />
          </Line>
        ))}
        {words.map((said) => (
          <Line key={`${said.file} ${said.column}`} words={severalFilesText("said", said)}>
            <Decide
              isLocked={isLocked}
              label={severalFilesText("undoWords", said)}
              changes={[withoutWords(said, dialects)]}
            />
          </Line>
        ))}
      </ul>
    </details>
  );
}

type Dialects = readonly (DialectOverride & { readonly file: string })[];

function acceptWords(proposal: FilesProposal): string {
  return proposal.kind === "columns" ? severalFilesText("readAs", proposal) : severalFilesText("readWords", proposal);
}

function accepted(proposal: FilesProposal, dialects: Dialects): readonly FileChange[] {
  if (proposal.kind === "words") return [saidAs(proposal, dialects)];
  return proposal.files.map((file) => namedAs({ ...proposal, file }, dialects));
}

function Line({ words, children }: { readonly words: string; readonly children: React.ReactNode }) {
  return (
    <li className="proposal__line">
      <span>{words}</span>
      {children}
    </li>
  );
}

interface DecideProps {
  readonly label: string;
  readonly isLocked: boolean;
  readonly changes: readonly FileChange[];
}

function Decide({ label, isLocked, changes }: DecideProps) {
  const decide = async () => {
    for (const { file, change } of changes) await useSession.getState().changeDialect(change, file);
    focusOn(document.getElementById(PLACE) ? `#${PLACE}` : "#table input[type=file]");
  };
  return (
    <button type="button" className="button button--small" disabled={isLocked} onClick={() => void decide()}>
      {label}
    </button>
  );
}
