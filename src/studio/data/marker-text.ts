/** Missing markers as one line of text: 'NA, ?, "a, b"'. */
export function formatMarkers(markers: readonly string[]): string {
  return markers
    .map((marker) => (/[",]|^\s|\s$/.test(marker) ? `"${marker.replaceAll('"', '""')}"` : marker))
    .join(", ");
}

/** The markers of such a line: trimmed, without empty ones and repeats. */
export function parseMarkers(text: string): string[] {
  const parts = text.match(/\s*(?:"(?:[^"]|"")*"|[^,]+)\s*/g) ?? [];
  const markers = parts.map((part) => {
    const trimmed = part.trim();
    const isQuoted = trimmed.length >= 2 && trimmed.startsWith('"') && trimmed.endsWith('"');
    return isQuoted ? trimmed.slice(1, -1).replaceAll('""', '"').trim() : trimmed;
  });
  return [...new Set(markers.filter((marker) => marker !== ""))];
}
