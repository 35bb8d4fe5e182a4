/** Pictures as files: on white, in the colours of the light theme, whatever the page looks like, and without any style from outside. */
import { framed } from "./frame.ts";
import type { Picture } from "./picture.ts";
import { TEXT_SIZE, type TextWidth } from "./svg-text.ts";
import "./picture-file.css";

const SVG = "http://www.w3.org/2000/svg";
/** What a theme says. */
const COLOURS = ["fill", "stroke"] as const;
/** What a rule of the page's style may say beside it. */
const STYLED = [
  ...["stroke-width", "stroke-dasharray", "opacity", "fill-opacity", "stroke-opacity"],
  ...["font-size", "font-weight", "text-anchor"],
] as const;
/** Pixels of a PNG for one of the page, and the most across that every browser draws. */
const SHARPNESS = 2;
const MOST_PIXELS = 12_000;

/** A picture as text of an SVG file. */
export function pictureSvg(picture: Picture): string {
  return new XMLSerializer().serializeToString(settled(picture));
}

/** @returns undefined where the browser cannot draw it */
export async function picturePng(picture: Picture): Promise<Blob | undefined> {
  const svg = settled(picture);
  const [width, height] = ["width", "height"].map((name) => Number(svg.getAttribute(name)));
  const text = new XMLSerializer().serializeToString(svg);
  const address = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const sharpness = Math.min(SHARPNESS, MOST_PIXELS / Math.max(width, height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(sharpness * width);
    canvas.height = Math.round(sharpness * height);
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? undefined), "image/png"));
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** The picture with every colour resolved: laid on paper out of sight, where the light theme holds, and taken from there. */
function settled(picture: Picture): SVGSVGElement {
  const own = picture.body.kind === "drawn" ? picture.body.svg : undefined;
  const size = own?.getBoundingClientRect();
  const text = framed(picture, textWidth(), size && { width: size.width, height: size.height });
  const root = document.importNode(new DOMParser().parseFromString(text, "image/svg+xml").documentElement, true);
  const place = root.querySelector("#drawn");
  const copy = own?.cloneNode(true);
  if (place && copy) place.append(copy);
  const paper = document.createElement("div");
  paper.classList.add("paper", "picture-paper");
  paper.append(root);
  document.body.append(paper);
  try {
    const { fontFamily } = getComputedStyle(document.body);
    root.setAttribute("font-family", fontFamily);
    const originals = new Map(own && copy instanceof Element ? pairs(copy, own) : []);
    const elements = [...root.querySelectorAll("*")];
    // All is read before anything is written: else the browser computes its styles anew for each element.
    const read = elements.map((element) => {
      const original = originals.get(element);
      const styled = original
        ? STYLED.map((name) => [name, getComputedStyle(original).getPropertyValue(name)] as const)
        : [];
      const style = getComputedStyle(element);
      const colours = COLOURS.map((name) => [name, plainColour(style.getPropertyValue(name))] as const);
      return [...styled, ...colours];
    });
    for (const [at, element] of elements.entries()) {
      for (const [name, value] of read[at]) element.setAttribute(name, value);
      for (const name of ["class", "style", "tabindex"]) element.removeAttribute(name);
    }
    place?.removeAttribute("id");
  } finally {
    paper.remove();
  }
  if (!(root instanceof SVGSVGElement)) throw new TypeError(root.nodeName);
  const title = document.createElementNS(SVG, "title");
  title.textContent = picture.title;
  root.prepend(title);
  return root;
}

/** Each element of a copy with what it is a copy of. */
function pairs(copy: Element, own: Element): [Element, Element][] {
  const originals = [own, ...own.querySelectorAll("*")];
  return [copy, ...copy.querySelectorAll("*")].map((element, at) => [element, originals[at]]);
}

/** A mixed colour as all programs know one: browsers give it back as "color(srgb 0.1 0.2 0.3)". */
function plainColour(colour: string): string {
  const numbers = colour.startsWith("color(srgb") ? (colour.match(/[\d.]+(?:e-\d+)?/g) ?? []) : [];
  if (numbers.length < 3) return colour;
  return `rgb(${numbers
    .slice(0, 3)
    .map((part) => Math.round(255 * Number(part)))
    .join(", ")})`;
}

function textWidth(): TextWidth {
  const pen = document.createElement("canvas").getContext("2d");
  if (pen) pen.font = [`${TEXT_SIZE}px`, getComputedStyle(document.body).fontFamily].join(" ");
  const known = new Map<string, number>();
  return (text) => {
    const width = known.get(text) ?? pen?.measureText(text).width ?? 7 * text.length;
    known.set(text, width);
    return width;
  };
}
