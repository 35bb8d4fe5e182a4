/** A number with so many digits after its comma, where English uses `toFixed`. */
export function decimals(value: number, digits: number): string {
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return new Intl.NumberFormat("de", options).format(value);
}

/** A number as it is, but for its comma. */
export function exact(value: number): string {
  return new Intl.NumberFormat("de", { maximumSignificantDigits: 15, useGrouping: false }).format(value);
}
