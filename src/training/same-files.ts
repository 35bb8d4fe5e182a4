/** Names of the files that a pipeline was trained on, among those given: metrics on them flatter it. */
export function filesTrainedOn(
  trainedOn: readonly string[],
  files: readonly { readonly name: string; readonly hash: string }[],
): readonly string[] {
  return files.flatMap(({ name, hash }) => (hash !== "" && trainedOn.includes(hash) ? [name] : []));
}

/**
 * Whether files are those that a pipeline was trained on, in the same order: a row is known by its place, so that under another
 * order the same split would have other rows in it.
 *
 * @param trainedOn SHA-256 of each file, "" where it was not computed: such files are never known to be the same.
 */
export function areSameFiles(trainedOn: readonly string[], open: readonly string[]): boolean {
  return (
    trainedOn.length > 0 &&
    open.length === trainedOn.length &&
    trainedOn.every((hash, index) => hash !== "" && hash === open[index])
  );
}
