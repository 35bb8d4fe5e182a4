/** Nouns that many sentences count. */
import { countOf } from "../../base/words.ts";

export const rows = (count: number) => countOf(count, "Zeile", "Zeilen");
export const trainingRows = (count: number) => countOf(count, "Trainingszeile", "Trainingszeilen");
export const validationRows = (count: number) => countOf(count, "Validierungszeile", "Validierungszeilen");
export const testRows = (count: number) => countOf(count, "Testzeile", "Testzeilen");
export const columns = (count: number) => countOf(count, "Spalte", "Spalten");
export const cells = (count: number) => countOf(count, "Zelle", "Zellen");
export const files = (count: number) => countOf(count, "Datei", "Dateien");
export const runs = (count: number) => countOf(count, "Lauf", "Läufe");
export const steps = (count: number) => countOf(count, "Schritt", "Schritte");
export const features = (count: number) => countOf(count, "Merkmal", "Merkmale");
