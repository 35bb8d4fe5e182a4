/** Words that mean yes and no, in some languages and programs; yes first. */
const PAIRS = [
  ...["yes no", "y n", "true false", "t f", "1 0", "on off", "ja nein", "j n"],
  ...["oui non", "si no", "sí no", "sim não", "да нет", "tak nie"],
].map((pair) => pair.split(" "));

const sideOf = (text: string, pair: readonly string[]): number => pair.indexOf(text.toLowerCase().replace(/\.0+$/, ""));

/**
 * What texts say in the words of two labels, where both say yes and no.
 *
 * @returns undefined where they do not.
 */
export function sayYesNo(
  texts: readonly string[],
  labels: readonly string[],
): readonly { readonly text: string; readonly label: string }[] | undefined {
  if (labels.length !== 2 || texts.length === 0 || texts.length > 4) return undefined;
  const known = PAIRS.find((pair) => labels.every((label) => sideOf(label, pair) >= 0));
  const said = PAIRS.find((pair) => texts.every((text) => sideOf(text, pair) >= 0));
  if (known === undefined || said === undefined) return undefined;
  const [first, second] = labels;
  if (sideOf(first, known) === sideOf(second, known)) return undefined;
  return texts.map((text) => ({ text, label: sideOf(text, said) === sideOf(first, known) ? first : second }));
}
