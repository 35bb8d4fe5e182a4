/** Imported before everything else: zod decides whether it compiles code when a schema is made, and the page's policy forbids it. */
import { z } from "zod";

z.config({ jitless: true });
