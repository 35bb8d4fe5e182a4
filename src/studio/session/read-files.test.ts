import { expect, test } from "vitest";
import { ContentHash } from "../../table/read/content-hash.ts";
import type { SourceFile } from "../../table/types.ts";
import { mayRepeat, readWhatCanBeRead, tellRepeated } from "./read-files.ts";
import { error } from "./testing/fake-worker.ts";

const given = (name: string, content: string) => new File([content], name);

async function open(name: string, content: string): Promise<SourceFile> {
  const hash = new ContentHash();
  hash.push(new TextEncoder().encode(content));
  const dialect = { delimiter: ",", quote: '"', encoding: "utf-8", hasHeader: true };
  return { name, sizeBytes: content.length, hash: await hash.digest(), nRows: 1, dialect };
}

const names = (files: readonly File[]) => files.map(({ name }) => name);

test("a file is known by what is in it, under any name, among those that are open and those that are given", async () => {
  const files = [given("b.csv", "same"), given("c.csv", "else"), given("d.csv", "else"), given("a.csv", "long one")];
  const { fresh, repeated } = await tellRepeated(files, [await open("a.csv", "same")]);
  expect(names(fresh)).toEqual(["c.csv", "a.csv"]);
  expect(names(repeated)).toEqual(["b.csv", "d.csv"]);
});

test("where the page may not hash, files of one name and size are the same", async () => {
  const unhashed = { ...(await open("a.csv", "same")), hash: "" };
  const { subtle } = crypto;
  Object.defineProperty(crypto, "subtle", { value: undefined, configurable: true });
  try {
    const { fresh } = await tellRepeated([given("a.csv", "eman"), given("b.csv", "same")], [unhashed]);
    expect(names(fresh)).toEqual(["b.csv"]);
  } finally {
    Object.defineProperty(crypto, "subtle", { value: subtle, configurable: true });
  }
});

test("nothing is read for it where no two files are of equal size", async () => {
  const source = await open("a.csv", "same");
  expect(mayRepeat([given("b.csv", "other"), given("c.csv", "longer")], [source, source])).toBe(false);
  expect(mayRepeat([given("b.csv", "four")], [source])).toBe(true);
  expect(mayRepeat([given("b.csv", "fiver"), given("c.csv", "other")], [source])).toBe(true);
});

test("files that may be left out are, where they cannot be read; the last one that is left says why", async () => {
  const file = (name: string) => ({ name, file: new Blob([name]) });
  const [kept, good, bad, worse] = ["kept", "good", "here", "there"].map(file);
  const failure = (where: string) =>
    Object.assign(error("E_CSV_EMPTY"), { details: { ...error("E_CSV_EMPTY").details, where } });
  const readable = (files: readonly { readonly name: string }[], unreadable: readonly string[]) => {
    const found = files.find(({ name }) => unreadable.includes(name));
    return found ? Promise.reject(failure(found.name)) : Promise.resolve(files.length);
  };
  const read = async (files: readonly ReturnType<typeof file>[], unreadable: readonly string[]) => {
    const problems: unknown[] = [];
    const mayLack = files.filter((each) => each !== kept);
    const options = { files, mayLack, problems, isNewest: () => true };
    const answer = await readWhatCanBeRead({ ...options, read: (some) => readable(some, unreadable) });
    return { ...answer, problems };
  };
  const all = [kept, good, bad, worse];
  expect((await read(all, [])).files).toBe(all);
  expect(await read(all, ["here", "there"])).toMatchObject({ files: [kept, good], answer: 2 });
  expect((await read(all, ["here", "there"])).problems).toHaveLength(2);
  await expect(read([kept, bad], ["here"])).rejects.toMatchObject({ details: { where: "here" } });
  await expect(read(all, ["kept"])).rejects.toMatchObject({ details: { where: "kept" } });
});
