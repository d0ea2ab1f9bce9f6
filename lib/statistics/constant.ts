/** Whether all values are equal: asked of the values, since their variance may round to something above 0. */
export function isConstant(values: ArrayLike<number>): boolean {
  for (let row = 1; row < values.length; row++) if (values[row] !== values[0]) return false;
  return true;
}
