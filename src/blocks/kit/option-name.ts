import { rowText } from "../../base/define-texts.ts";

/** A value of a setting, or an alternative of a choice, as people read it. What is stored stays as blocks name it. */
export const optionName = (name: string): string => rowText("option", name, name);
