import { Fragment, type ReactNode } from "react";

/** Characters that no text of a person has. */
const [OPEN, CLOSE] = ["\uE000", "\uE001"];

/** Marks the place of an element in a text, wherever the language puts it. */
export const slot = (name: string): string => `${OPEN}${name}${CLOSE}`;

/** A text with elements where `slot` has marked their places. */
export function RichText({
  text,
  parts,
}: {
  readonly text: string;
  readonly parts: Readonly<Record<string, ReactNode>>;
}) {
  return text
    .split(new RegExp(`${OPEN}([^${CLOSE}]*)${CLOSE}`))
    .map((piece, index) => <Fragment key={`${index} ${piece}`}>{index % 2 === 1 ? parts[piece] : piece}</Fragment>);
}
