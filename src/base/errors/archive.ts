/** Codes of packed files: gzip and zip. */
import type { ErrorText, Text } from "../language.ts";
import { formatBytes, formatCount } from "../numbers.ts";
import { listQuoted } from "../words.ts";
import type { ReferenceOf } from "./reference.ts";

const DAMAGE = {
  deflate: "packed bytes that cannot be unpacked, as in a file that was cut off",
  checksum: "unpacked bytes that differ from what the archive says of them",
  directory: "no readable list of what it holds, as in a file that was cut off",
} as const;

const UNPACK = "Unpack it, and add the file with the table.";
const REFUSED = {
  encrypted: { got: "a file behind a password", fix: `${UNPACK} Passwords are not asked for.` },
  method: { got: "a file that is packed in a rare way", fix: `Pack it anew as an ordinary zip archive, or: ${UNPACK}` },
  nested: { got: "an archive inside an archive inside an archive", fix: UNPACK },
} as const;

interface Members {
  readonly file: string;
  readonly members: readonly string[];
}

export const archiveErrors = {
  E_ARCHIVE_DAMAGED: ({ file, problem }: { readonly file: string; readonly problem: keyof typeof DAMAGE }) => ({
    where: file,
    expected: "a whole archive",
    got: DAMAGE[problem],
    fix: "Download or copy it again.",
  }),
  E_ARCHIVE_REFUSED: ({ file, why }: { readonly file: string; readonly why: keyof typeof REFUSED }) => ({
    where: file,
    expected: "an archive that can be opened here",
    ...REFUSED[why],
  }),
  E_ARCHIVE_TOO_LARGE: ({ file, packed, inflated, mostBytes, mostRatio }: TooLarge) => ({
    where: file,
    expected: `at most ${formatBytes(mostBytes)} when unpacked, and at most ${formatCount(mostRatio)} times its packed size`,
    got: `${formatBytes(inflated)} from the first ${formatBytes(packed)}, and more to come`,
    fix: "If you trust the file, unpack it yourself, and add the table.",
  }),
  E_ARCHIVE_HELD: ({ file, most }: { readonly file: string; readonly most: number }) => ({
    where: file,
    expected: `at most ${formatBytes(most)}, since a file of this kind inside an archive is held as a whole`,
    got: "more",
    fix: "Unpack the archive, and add the file itself.",
  }),
  E_ARCHIVE_NO_TABLE: ({ file, members }: Members) => ({
    where: file,
    expected: "a table in the archive, such as a CSV file",
    got: members.length === 0 ? "an empty archive" : listQuoted(members),
    fix: members.length === 0 ? "Choose another file." : `${UNPACK} Archives inside archives are not opened.`,
  }),
  E_ARCHIVE_MEMBER: ({ file, member, members }: Members & { readonly member: string }) => ({
    where: file,
    expected: `one of the files in it: ${listQuoted(members, 20)}`,
    got: JSON.stringify(member),
    fix: "Choose another, or leave it to be chosen.",
  }),
} satisfies Readonly<Record<string, ErrorText>>;

interface TooLarge {
  readonly file: string;
  /** Bytes so far. */
  readonly packed: number;
  readonly inflated: number;
  readonly mostBytes: number;
  readonly mostRatio: number;
}

export const archiveWarnings = {
  W_ARCHIVE_OTHERS: ({ member, others }: { readonly member: string; readonly others: readonly string[] }) =>
    `The archive holds several tables; the largest, ${JSON.stringify(member)}, was read. Not read: ${listQuoted(others, 8)}. Another one can be chosen where it says how the file was read.`,
} satisfies Readonly<Record<string, Text>>;

export const archiveReference: ReferenceOf<typeof archiveErrors & typeof archiveWarnings> = {
  E_ARCHIVE_DAMAGED: {
    when: "A gzip or zip file cannot be unpacked, or its checksum is wrong.",
    samples: [
      { file: "rows.csv.gz", problem: "deflate" },
      { file: "rows.zip, rows.csv", problem: "checksum" },
      { file: "rows.zip", problem: "directory" },
    ],
  },
  E_ARCHIVE_REFUSED: {
    when: "A file in an archive has a password, is packed in a way that is rare, or is an archive again.",
    samples: [
      { file: "rows.zip, rows.csv", why: "encrypted" },
      { file: "rows.zip, rows.csv", why: "method" },
      { file: "rows.zip, rows.csv.gz", why: "nested" },
    ],
  },
  E_ARCHIVE_TOO_LARGE: {
    when: "What is unpacked passes the bounds, which keep a small file from filling the memory.",
    samples: [{ file: "zeros.gz", packed: 66_000, inflated: 67_108_865, mostBytes: 2_147_483_648, mostRatio: 300 }],
  },
  E_ARCHIVE_HELD: {
    when: "A file that cannot be read as a stream is inside an archive, and is larger than may be held.",
    samples: [{ file: "rows.zip, rows.parquet", most: 536_870_912 }],
  },
  E_ARCHIVE_NO_TABLE: {
    when: "No file in an archive looks like a table.",
    samples: [
      { file: "rows.zip", members: ["readme.md"] },
      { file: "rows.zip", members: [] },
    ],
  },
  E_ARCHIVE_MEMBER: {
    when: "A file of an archive was asked for that is not in it.",
    samples: [{ file: "rows.zip", member: "a.csv", members: ["b.csv", "c.csv"] }],
  },
  W_ARCHIVE_OTHERS: {
    when: "An archive holds more than one table.",
    samples: [{ member: "train.csv", others: ["test.csv", "sample_submission.csv"] }],
  },
};
