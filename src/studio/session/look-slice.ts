/** Looking into a pipeline: what leaves its blocks, what it says over two columns, and how that follows one. */
import type { ShapesOfRun } from "../../app/additive-shapes.ts";
import type { Dependence } from "../../app/dependence.ts";
import type { BlockTable } from "../../app/look/block-table.ts";
import type { Surface } from "../../app/look/surface.ts";
import type { StudioErrorDetails } from "../../base/error.ts";
import type { Request } from "../../worker/protocol.ts";
import type { SliceTools } from "./slice.ts";
import { wordsOf } from "./worker-link.ts";

type Asked<Type extends Request["type"]> = Omit<Extract<Request, { readonly type: Type }>, "type" | "document">;

/** An answer, or why there is none: whoever looks shows it in that place. */
export type Look<Reply> =
  | { readonly kind: "seen"; readonly seen: Reply | null }
  | { readonly kind: "refused"; readonly why: StudioErrorDetails };

export interface LookSlice {
  lookAtBlock(asked: Asked<"lookAtBlock">): Promise<Look<BlockTable>>;
  lookAtSurface(asked: Asked<"surface">): Promise<Look<Surface>>;
  /** How predictions follow a column; undefined where that could not be found out, which a notice tells. */
  askDependence(column: string): Promise<Dependence | null | undefined>;
  /** What each column adds; undefined where that could not be found out, which a notice tells. */
  askShapes(): Promise<ShapesOfRun | null | undefined>;
}

export function createLookSlice({ ports, link, fail }: SliceTools<LookSlice>): LookSlice {
  const look = async <Reply>(ask: () => Promise<Reply | null>): Promise<Look<Reply>> => {
    try {
      return { kind: "seen", seen: await ask() };
    } catch (error) {
      return { kind: "refused", why: wordsOf(error) };
    }
  };
  const document = () => ports.document.read();
  const told = async <Reply>(ask: () => Promise<Reply>): Promise<Reply | undefined> => {
    try {
      return await ask();
    } catch (error) {
      fail(error);
      return undefined;
    }
  };
  return {
    lookAtBlock: (asked) => look(() => link.request({ type: "lookAtBlock", document: document(), ...asked })),
    lookAtSurface: (asked) => look(() => link.request({ type: "surface", document: document(), ...asked })),
    askDependence: (column) => told(() => link.request({ type: "dependence", column })),
    askShapes: () => told(() => link.request({ type: "shapes" })),
  };
}
