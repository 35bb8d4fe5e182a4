/** From here on the tail comes from its continued fraction: ½ minus the series would lose its leading digits. */
const TAIL_FROM = 2;

/**
 * Standard normal distribution function Φ(x), float64, absolute error below 1e-15, relative error of a lower tail below 1e-13.
 *
 * @param exp e^x, where it is not the host's.
 * @source Marsaglia, "Evaluating the normal distribution" (JSS 2004): series near 0, continued fraction in the tails.
 */
export function normalCdf(x: number, exp: (x: number) => number = Math.exp): number {
  if (Number.isNaN(x)) return Number.NaN;
  const magnitude = Math.abs(x);
  const density = exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
  if (magnitude < TAIL_FROM) {
    let term = magnitude;
    let sum = magnitude;
    for (let k = 3; Math.abs(term) > 1e-18 * sum; k += 2) {
      term *= (magnitude * magnitude) / k;
      sum += term;
    }
    const half = sum * density;
    return x >= 0 ? 0.5 + half : 0.5 - half;
  }
  let fraction = magnitude;
  for (let k = 100; k > 0; k--) fraction = magnitude + k / fraction;
  const tail = density / fraction;
  return x > 0 ? 1 - tail : tail;
}

/**
 * Quantile function of the standard normal, float64.
 *
 * @param p in (0, 1); −Infinity and Infinity at and beyond the ends.
 * @source Acklam's rational approximation (relative error 1.2e-9) with one Halley step on Φ.
 */
export function normalQuantile(p: number): number {
  const a = [
    -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716, 2.506628277459239,
  ];
  const b = [-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572];
  const c = [
    -0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968,
    2.938163982698783,
  ];
  const d = [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416];
  const polynomial = (coefficients: readonly number[], at: number) =>
    coefficients.reduce((sum, next) => sum * at + next, 0);
  if (p <= 0) return Number.NEGATIVE_INFINITY;
  if (p >= 1) return Number.POSITIVE_INFINITY;
  if (p > 0.5) return -normalQuantile(1 - p);
  let x: number;
  if (p < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(p));
    x = polynomial(c, q) / (polynomial(d, q) * q + 1);
  } else {
    const q = p - 0.5;
    const r = q * q;
    x = (polynomial(a, r) * q) / (polynomial(b, r) * r + 1);
  }
  const error = normalCdf(x) - p;
  const u = error * Math.sqrt(2 * Math.PI) * Math.exp((x * x) / 2);
  return x - u / (1 + (x * u) / 2);
}
