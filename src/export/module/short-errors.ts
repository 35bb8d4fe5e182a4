/** In the place of the catalogue of errors, which is larger than all else: the code and what it was told. */
export function errorWords(code: string, ...args: readonly unknown[]) {
  return {
    where: "pipeline",
    expected: "a program that can be carried out",
    got: JSON.stringify(args[0] ?? code),
    fix: "",
  };
}
