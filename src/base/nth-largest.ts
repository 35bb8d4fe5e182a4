/**
 * The n-th largest of some numbers, without sorting all of them.
 *
 * @param values none is NaN; they are put in another order.
 * @param n      from 1 to their count.
 * @source Hoare's quickselect (1961), with the middle of three as pivot.
 */
export function nthLargest(values: Float64Array, n: number): number {
  const place = values.length - n;
  let [low, high] = [0, values.length - 1];
  while (low < high) {
    const pivot = middleOf(values[low], values[(low + high) >> 1], values[high]);
    let [left, right] = [low, high];
    while (left <= right) {
      while (values[left] < pivot) left++;
      while (values[right] > pivot) right--;
      if (left > right) break;
      const value = values[left];
      values[left++] = values[right];
      values[right--] = value;
    }
    if (place <= right) high = right;
    else if (place >= left) low = left;
    else return values[place];
  }
  return values[place];
}

function middleOf(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
