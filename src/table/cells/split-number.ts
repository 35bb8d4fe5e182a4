/** Takes a cell apart into a number and what is written round it, whatever that is; which of it makes sense is for the column to say. */
import { isBareNumber } from "./plain-number.ts";

export interface WrittenNumber {
  readonly isNegative: boolean;
  /** Digits, marks, group separators, and an exponent where there is one. */
  readonly body: string;
  /** The other end, where the cell is a range such as "3-5"; else "". */
  readonly upper: string;
  /** Whether it is written as a limit or as about so much: "<0.02", "~5". */
  readonly isQualified: boolean;
  /** −1: at most so much ("<0.02"); 1: at least; 0: neither. */
  readonly limit: -1 | 0 | 1;
  /** Trimmed, white space as single spaces. */
  readonly before: string;
  readonly after: string;
}

const LONGEST = 60;
const BODY =
  /(?:(?<![\p{L}\d])[.,])?\d(?:\d|[.,](?=\d)|['’ʼ´ ](?=\d{3}(?!\d)))*(?:[.,](?=$|\s*[-)]*$))?(?:[eE][+-]?\d+(?![\p{L}\d]))?/u;
const QUALIFIER = /^(?:[<>≤≥~≈]=?|ca\.?|circa|approx\.?|about|around|under|over|up to)\s*/i;
const AT_MOST = /^(?:[<≤]|under|up to)/i;
const AT_LEAST = /^(?:[>≥]|over)/i;
const RANGE = /^\s*(?:-|–|—|\.\.|to|bis)\s*(?=[\d.,])/i;
const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const ARE_SUPERSCRIPTS = /^[⁰¹²³⁴-⁹]*$/;
const FULL_WIDTH = /[０-９．，－＋％]/g;
/** Digits and marks as they are written in Arabic and in Persian. */
const ARABIC = /[٠-٩۰-۹٫٬٪]/g;
const ARABIC_MARKS: Readonly<Record<string, string>> = { "٫": ".", "٬": ",", "٪": "%" };
/** Spreadsheets show by it that a cell is text; digits behind it that begin with a zero are a code. */
const TEXT_GUARD = /^'(?=[-+]?(?:[1-9]|0(?:[.,]|$)))/;

/** @returns undefined where the text holds no number, or is too long for one. */
export function splitNumber(text: string): WrittenNumber | undefined {
  if (text.length > LONGEST) return undefined;
  const trimmed = text.trim();
  if (isBareNumber(trimmed)) return bareNumber(trimmed);
  const plain = withoutBrackets(usualCharacters(trimmed));
  const match = BODY.exec(plain.text);
  if (match === null) return undefined;
  const qualifier = QUALIFIER.exec(plain.text.slice(0, match.index))?.[0] ?? "";
  const signed = takeSign(plain.text.slice(qualifier.length, match.index).trim());
  let after = plain.text.slice(match.index + match[0].length);
  const range = RANGE.exec(after);
  const upper = range === null ? null : BODY.exec(after.slice(range[0].length));
  if (range !== null && upper?.index === 0) after = after.slice(range[0].length + upper[0].length);
  const isBehind = /^\s?-\s*(?!.*\d)/.test(after);
  const isNegative = plain.isBracketed || signed.isNegative || isBehind;
  if (Number(plain.isBracketed) + Number(signed.isNegative) + Number(isBehind) > 1) return undefined;
  return {
    isNegative,
    body: match[0],
    upper: upper?.index === 0 ? upper[0] : "",
    isQualified: qualifier !== "",
    limit: AT_MOST.test(qualifier) ? -1 : AT_LEAST.test(qualifier) ? 1 : 0,
    before: signed.rest,
    after: (isBehind ? after.replace("-", "") : after).trim(),
  };
}

/** Most numbers: there is no more to say of them. */
function bareNumber(text: string): WrittenNumber {
  const sign = text[0];
  const body = sign === "-" || sign === "+" ? text.slice(1) : text;
  return { isNegative: sign === "-", body, upper: "", isQualified: false, limit: 0, before: "", after: "" };
}

/** Digits of East Asian, Arabic and Persian forms, no-break spaces and the signs for minus as the keyboard has them. */
function usualCharacters(text: string): string {
  if (ARE_SUPERSCRIPTS.test(text)) return Array.from(text, (character) => SUPERSCRIPTS.indexOf(character)).join("");
  return text
    .replace(TEXT_GUARD, "")
    .replace(ARABIC, (character) => ARABIC_MARKS[character] ?? String(character.charCodeAt(0) & 15))
    .replace(FULL_WIDTH, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0))
    .replace(/\s+/g, " ")
    .replaceAll("−", "-");
}

/** Accounting: "(3)", "$(3)" and "($3)" are negative. */
function withoutBrackets(text: string): { text: string; isBracketed: boolean } {
  const match = /^([^\d()]*)\(([^()]*\d[^()]*)\)([^\d()]*)$/.exec(text);
  return match === null
    ? { text, isBracketed: false }
    : { text: `${match[1]}${match[2]}${match[3]}`, isBracketed: true };
}

function takeSign(before: string): { rest: string; isNegative: boolean } {
  const sign = /^[+-]|[+-]$/.exec(before);
  if (sign === null) return { rest: before, isNegative: false };
  const rest = sign.index === 0 ? before.slice(1) : before.slice(0, -1);
  return { rest: rest.trim(), isNegative: sign[0] === "-" };
}
