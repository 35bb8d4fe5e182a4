/** The blocks that this version knows, by their ids. */
import { blocks } from "../blocks/catalogue.generated.ts";
import { type Catalogue, catalogueOf } from "./checks.ts";

export const catalogue: Catalogue = catalogueOf(blocks);
