/** Stands in files that are saved, too; the same in every language. */
export const APP_NAME = "DiffML Studio";
