/** Words and numbers that all sentences share, and how an error is said. */
import type { errorText } from "../../../base/error.ts";
import { formatCount, type numberText } from "../../../base/numbers.ts";
import type { wordText } from "../../../base/words.ts";
import type { Translation } from "../../translation.ts";

export const word = {
  nothing: "nichts",
  and: ({ first, last }) => `${first} und ${last}`,
  interval: "95\u2011%-Intervall",
  andMore: ({ first, count }) => `${first} und ${formatCount(count)} weitere`,
} satisfies Translation<typeof wordText>;

export const number = {
  under: ({ bound }) => `unter ${bound}`,
  over: ({ bound }) => `über ${bound}`,
  unknown: "unbekannt",
  duration: ({ hours, minutes, seconds }) => {
    if (hours > 0) return `${hours} h ${minutes} min`;
    if (minutes === 0) return `${seconds} s`;
    return seconds === 0 ? `${minutes} min` : `${minutes} min ${seconds} s`;
  },
  bytes: ({ count }) => `${formatCount(count)} ${count === 1 ? "Byte" : "Bytes"}`,
} satisfies Translation<typeof numberText>;

export const error = {
  message: ({ where, expected, got, fix, code }) =>
    `${where}: erwartet: ${expected}; gefunden: ${got}. ${fix} [${code}]`,
} satisfies Translation<typeof errorText>;
