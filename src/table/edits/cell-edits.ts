/** Cells that a person wrote anew: what is said of them. The files stay as they are. */

export interface CellEdit {
  /** Of the file, counted from 1 as in the grid: the first row below the header. */
  readonly row: number;
  /** As the table calls it. */
  readonly column: string;
  /** What the file says: where it says something else, the edit is not of this cell. */
  readonly from: string;
  readonly to: string;
}

export interface FileEdits {
  /** Name of the source. */
  readonly file: string;
  /** Hex SHA-256 of its bytes; "" where it was not computed: then the name has to do. */
  readonly hash: string;
  /** By row, then by column; one a cell. */
  readonly cells: readonly CellEdit[];
}

/** A cell with the file that it stands in. */
export interface PlacedEdit extends CellEdit {
  readonly file: string;
  readonly hash: string;
}

const compare = <Item extends string | number>(a: Item, b: Item) => (a < b ? -1 : Number(a > b));

const isSameFile = (a: Pick<FileEdits, "file" | "hash">, b: Pick<FileEdits, "file" | "hash">) =>
  a.file === b.file && a.hash === b.hash;

const isSameCell = (a: CellEdit, b: CellEdit) => a.row === b.row && a.column === b.column;

/** One edit after the other, by file, row and column. */
export function listEdits(edits: readonly FileEdits[]): readonly PlacedEdit[] {
  return edits.flatMap(({ file, hash, cells }) => cells.map((cell) => ({ ...cell, file, hash })));
}

/** With a cell that says something else; one that is as in its file again is no edit. */
export function withEdit(edits: readonly FileEdits[], { file, hash, ...cell }: PlacedEdit): readonly FileEdits[] {
  const own = edits.find((each) => isSameFile(each, { file, hash }));
  const others = edits.filter((each) => each !== own);
  const kept = (own?.cells ?? []).filter((each) => !isSameCell(each, cell));
  const cells = (cell.to === cell.from ? kept : [...kept, cell]).sort(
    (a, b) => compare(a.row, b.row) || compare(a.column, b.column),
  );
  const all = cells.length > 0 ? [...others, { file, hash, cells }] : others;
  return all.sort((a, b) => compare(a.file, b.file) || compare(a.hash, b.hash));
}

/** Without the edits of these cells: they say again what their files say. */
export function withoutEdits(edits: readonly FileEdits[], gone: readonly PlacedEdit[]): readonly FileEdits[] {
  return gone.reduce((rest, edit) => withEdit(rest, { ...edit, to: edit.from }), edits);
}

/** Cells that are edited in one and not, or otherwise, in the other: as the second has them, else as the first. */
export function differentEdits(a: readonly FileEdits[], b: readonly FileEdits[]): readonly PlacedEdit[] {
  const keyed = (edits: readonly FileEdits[]) =>
    new Map(
      listEdits(edits).map((edit) => [JSON.stringify([edit.file, edit.hash, edit.row, edit.column]), edit] as const),
    );
  const [first, second] = [keyed(a), keyed(b)];
  const keys = [...new Set([...second.keys(), ...first.keys()])];
  return keys.flatMap((key) => {
    const [was, is] = [first.get(key), second.get(key)];
    return was?.to === is?.to ? [] : [is ?? was].filter((edit) => edit !== undefined);
  });
}

/** Those of files that are among these, by their bytes or by their names. */
export function editsOfFiles(
  edits: readonly FileEdits[],
  { files, hashes }: { readonly files: readonly string[]; readonly hashes: readonly string[] },
): readonly FileEdits[] {
  return edits.filter(({ file, hash }) => files.includes(file) || (hash !== "" && hashes.includes(hash)));
}
