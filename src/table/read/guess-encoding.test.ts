import { describe, expect, test } from "vitest";
import { guessEncoding } from "./guess-encoding.ts";

/** Bytes of texts, found by decoding every pair of bytes: the platform decodes these encodings and does not write them. */
function encoded(text: string, encoding: string): Uint8Array {
  const bytesOf = new Map<string, readonly number[]>();
  const decoder = new TextDecoder(encoding);
  for (let first = 0; first < 256; first++) {
    const one = decoder.decode(Uint8Array.of(first));
    if (one.length === 1 && one !== "\ufffd") bytesOf.set(one, [first]);
    for (let second = 0x40; second < 256 && first >= 0x80; second++) {
      const two = decoder.decode(Uint8Array.of(first, second));
      if (two.length === 1 && two !== "\ufffd" && !bytesOf.has(two)) bytesOf.set(two, [first, second]);
    }
  }
  return Uint8Array.from([...text].flatMap((letter) => bytesOf.get(letter) ?? []));
}

describe("the encoding of bytes that are no UTF-8", () => {
  test.each([
    ["shift_jis", "年齢,都市,結果\n31,東京,はい\n45,大阪,いいえ\n"],
    ["shift_jis", "なまえ,ねだん\nりんご,120\nみかん,80\n"],
    ["gbk", "年龄,城市,结果\n31,北京,是\n45,上海,否\n"],
    ["euc-kr", "나이,도시,결과\n31,서울,예\n45,부산,아니요\n"],
    ["windows-1251", "возраст,город,итог\n31,Москва,да\n45,Казань,нет\n"],
    ["windows-1251", "возраст,город\n31,ялта\n45,омск\n12,сочи\n"],
    ["koi8-r", "Возраст,Город,Итог\n31,Москва,да\n45,Казань,нет\n"],
    ["windows-1253", "Ηλικία,Πόλη\n31,Αθήνα\n45,Πάτρα\n12,Βόλος\n"],
    ["windows-1252", "größe,stadt\n31,Köln\n45,Zürich\n12,Málaga\n"],
    ["windows-1252", "café;crème\n31;déjà vu\n45;août\n"],
    ["windows-1252", "price;city\n£31;Paris\n€45;Rome\n"],
  ])("%s: %j", (encoding, text) => {
    expect(guessEncoding(encoded(text, encoding)).encoding).toBe(encoding);
  });
});
