/** What a scan needs of a text, so that a test can count how often it looks. */
interface Characters {
  readonly length: number;
  charCodeAt(index: number): number;
}

const [PLUS, MINUS, POINT, ZERO, NINE, SMALL_E, LARGE_E] = [43, 45, 46, 48, 57, 101, 69];

const LONGEST_BARE = 38;

function afterSign(text: Characters, index: number): number {
  const code = text.charCodeAt(index);
  return code === PLUS || code === MINUS ? index + 1 : index;
}

function afterDigits(text: Characters, start: number): number {
  let index = start;
  for (; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code < ZERO || code > NINE) break;
  }
  return index;
}

/** Whether a text is digits with at most a sign, a point and an exponent; looks at each character once or twice, however long it is. */
export function isPlainNumber(text: Characters): boolean {
  const start = afterSign(text, 0);
  let end = afterDigits(text, start);
  let nDigits = end - start;
  if (text.charCodeAt(end) === POINT) {
    const point = end;
    end = afterDigits(text, point + 1);
    nDigits += end - point - 1;
  }
  if (nDigits === 0) return false;
  if (end === text.length) return true;
  const code = text.charCodeAt(end);
  if (code !== SMALL_E && code !== LARGE_E) return false;
  const exponent = afterSign(text, end + 1);
  const last = afterDigits(text, exponent);
  return last > exponent && last === text.length;
}

/** Whether a text is digits with at most a sign, and a point between them, and no longer than any float32 is large. */
export function isBareNumber(text: string): boolean {
  if (text.length > LONGEST_BARE) return false;
  const start = afterSign(text, 0);
  const end = afterDigits(text, start);
  if (end === start) return false;
  if (end === text.length) return true;
  return text.charCodeAt(end) === POINT && end + 1 < text.length && afterDigits(text, end + 1) === text.length;
}
