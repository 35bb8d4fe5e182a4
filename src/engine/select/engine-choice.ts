/** What a person can choose to train on: the best engine of the machine, or one by its id. */
import { z } from "zod";
import { ENGINE_IDS } from "../engine.ts";

export const engineChoiceSchema = z.enum(["auto", ...ENGINE_IDS]);
export type EngineChoice = z.infer<typeof engineChoiceSchema>;
