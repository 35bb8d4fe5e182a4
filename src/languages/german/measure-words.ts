/** What limits of files count: rows of small tables in the code that reads files, which errors pass on as they stand there. */
const COUNTED: Readonly<Record<string, string>> = {
  bytes: "Bytes",
  characters: "Zeichen",
  files: "Dateien",
  blocks: "Blöcke",
  connections: "Verbindungen",
  items: "Einträge",
  "items of a list": "Einträge einer Liste",
  "keys of an object": "Schlüssel eines Objekts",
  "characters of a cell": "Zeichen einer Zelle",
  "operations for the self-test": "Rechenschritte für den Selbsttest",
  "numbers for each row": "Zahlen je Zeile",
  "numbers beside rows": "Zahlen neben den Zeilen",
  "characters of a row": "Zeichen einer Zeile",
  columns: "Spalten",
  "files in an archive": "Dateien in einem Archiv",
  "bytes that say what is in the file": "Bytes, die sagen, was in der Datei steht",
  "texts that cells share": "Texte, die sich Zellen teilen",
  "characters of texts that cells share": "Zeichen in Texten, die sich Zellen teilen",
  "cells that are merged over rows": "Zellen, die über Zeilen verbunden sind",
  "ranges of merged cells": "Bereiche verbundener Zellen",
};

/** @param what as English says it; what is not known stays as it is */
export const measureWords = (what: string): string => COUNTED[what] ?? what;
