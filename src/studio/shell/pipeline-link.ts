/** A pipeline as a link: packed by DEFLATE, with its checksum, as base64url after "#", which browsers send to no server. */
import { studioError } from "../../base/error.ts";

/** What mail, chats and browsers pass on whole. */
export const MOST_CHARACTERS = 8000;
/** Of what is unpacked. A document packs to a tenth of it or so; DEFLATE itself ends at a thousandth. */
const MOST_BYTES = 2 ** 20;

const MARK = "#pipeline=";
const SAMPLE = "&sample=";
const WHERE = "link";

/** @returns undefined of an address that holds no pipeline. */
export function packedIn(hash: string): string | undefined {
  return hash.startsWith(MARK) ? hash.slice(MARK.length).split(SAMPLE, 1)[0] : undefined;
}

/** The id of the sample that the pipeline is for; undefined where the link names none. A name is no address: whoever looks it up finds it among the samples, or nowhere. */
export function sampleIn(hash: string): string | undefined {
  return hash.startsWith(MARK) ? hash.split(SAMPLE)[1] : undefined;
}

/**
 * @param page its address, whatever stands after "#" or "?".
 * @param sample the id of the sample that is open.
 */
export function linkTo(page: string, packed: string, sample?: string): string {
  const { origin, pathname } = new URL(page);
  return `${origin}${pathname}${MARK}${packed}${sample === undefined ? "" : SAMPLE + sample}`;
}

export async function packText(text: string): Promise<string> {
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate"));
  const bytes = new Uint8Array(await new Response(packed).arrayBuffer());
  const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/**
 * Anybody may have written the link: its bounds are looked at before, and while, anything is made of it.
 *
 * @throws E_LINK_LARGE, E_LINK_DAMAGED
 */
export async function unpackText(packed: string): Promise<string> {
  if (packed.length > MOST_CHARACTERS) {
    throw studioError("E_LINK_LARGE", { where: WHERE, what: "characters", most: MOST_CHARACTERS, got: packed.length });
  }
  if (!/^[\w-]+$/.test(packed)) throw studioError("E_LINK_DAMAGED", { where: WHERE });
  let nBytes = 0;
  try {
    const letters = atob(packed.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
    const inflated = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    const bounded = inflated.pipeThrough(
      new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
        transform: (piece, controller) => {
          nBytes += piece.length;
          if (nBytes > MOST_BYTES) controller.error();
          else controller.enqueue(piece);
        },
      }),
    );
    const whole = await new Response(bounded).arrayBuffer();
    return new TextDecoder("utf-8", { fatal: true }).decode(whole);
  } catch {
    if (nBytes > MOST_BYTES) {
      throw studioError("E_LINK_LARGE", { where: WHERE, what: "bytes", most: MOST_BYTES, got: nBytes });
    }
    throw studioError("E_LINK_DAMAGED", { where: WHERE });
  }
}
