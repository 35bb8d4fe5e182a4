/** A chart of the page as a file of its own: its colours are resolved, so that it looks elsewhere as it does here. */

const SVG = "http://www.w3.org/2000/svg";
/** What may be said by a rule of the page's style, or by a variable of its theme. */
const STYLED = [
  "fill",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "opacity",
  "fill-opacity",
  "font-size",
  "font-family",
];
/** Pixels of the picture for one of the page. */
const SHARPNESS = 2;

/** @param drawn as it is on the page, with a size */
export function chartSvg(drawn: SVGSVGElement): string {
  const { width, height } = drawn.getBoundingClientRect();
  const copy = drawn.cloneNode(true) as SVGSVGElement;
  const [own, copies] = [drawn, copy].map((svg) => [svg, ...svg.querySelectorAll("*")]);
  own.forEach((element, index) => {
    const style = getComputedStyle(element);
    for (const name of STYLED) copies[index].setAttribute(name, style.getPropertyValue(name));
    copies[index].removeAttribute("class");
    copies[index].removeAttribute("style");
    copies[index].removeAttribute("tabindex");
  });
  copy.setAttribute("xmlns", SVG);
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  const ground = document.createElementNS(SVG, "rect");
  ground.setAttribute("width", "100%");
  ground.setAttribute("height", "100%");
  ground.setAttribute("fill", groundOf(drawn));
  copy.prepend(ground);
  return new XMLSerializer().serializeToString(copy);
}

function groundOf(drawn: Element): string {
  for (let element: Element | null = drawn; element; element = element.parentElement) {
    const { backgroundColor } = getComputedStyle(element);
    if (backgroundColor !== "" && backgroundColor !== "transparent" && !backgroundColor.endsWith(", 0)"))
      return backgroundColor;
  }
  return "white";
}

/** @returns undefined where the browser cannot draw it */
export async function chartPng(drawn: SVGSVGElement): Promise<Blob | undefined> {
  const { width, height } = drawn.getBoundingClientRect();
  const address = URL.createObjectURL(new Blob([chartSvg(drawn)], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = SHARPNESS * width;
    canvas.height = SHARPNESS * height;
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? undefined), "image/png"));
  } finally {
    URL.revokeObjectURL(address);
  }
}
