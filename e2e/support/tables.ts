/** Small tables made here, the same in every run: what the journeys load, and rows that they predict. */

/** A small sequence of numbers in [0, 1), Park and Miller's generator; enough to scatter points. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

const COLOURS = ["green", "yellow", "red"] as const;

/**
 * Fruit: three numbers (one with gaps, one of noise), a colour with gaps, and whether it is ripe, which weight and colour tell.
 *
 * @param nRows  data rows, beside the header.
 * @param seed   other seeds give other fruit of the same kind.
 */
export function fruitCsv(nRows: number, seed = 7): string {
  const random = randomNumbers(seed);
  const rows = Array.from({ length: nRows }, (_, index) => {
    const isRipe = random() < 0.5;
    const weight = 60 + (isRipe ? 40 : 0) + 60 * random();
    const length = 5 + 3 * random();
    const noise = 100 * random();
    const colour = COLOURS[Math.min(2, Math.floor((isRipe ? 1 : 0) + 2 * random()))];
    return [
      index % 7 === 3 ? "" : weight.toFixed(2),
      index % 9 === 5 ? "" : length.toFixed(2),
      noise.toFixed(2),
      index % 11 === 4 ? "" : colour,
      isRipe ? "yes" : "no",
    ].join(",");
  });
  return `${["weight_g,length_cm,noise,colour,ripe", ...rows].join("\n")}\n`;
}

/** Rows with all that can be odd about new rows: an unseen level, a cell that is no number, a column too many, quotes. */
export const NEW_FRUIT = [
  "length_cm,colour,weight_g,noise,note",
  '5.50,green,61.20,12.00,"first, and quoted"',
  "7.25,red,140.00,88.50,",
  '6.00,purple,,3.25,"says ""new"""',
  ",,heavy,,last",
  "",
].join("\n");

/** A file of a header and `nRows` rows. */
export function lines(header: string, nRows: number, row: (index: number) => string): string {
  return `${[header, ...Array.from({ length: nRows }, (_, index) => row(index))].join("\n")}\n`;
}
