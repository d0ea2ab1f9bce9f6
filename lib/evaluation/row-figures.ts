/** Figures of single rows. */

/** 1 for a row that was answered right, 0 for another. */
export function rightMarks(answers: Int32Array, truth: Int32Array): Uint8Array {
  const marks = new Uint8Array(truth.length);
  for (let row = 0; row < truth.length; row++) marks[row] = answers[row] === truth[row] ? 1 : 0;
  return marks;
}

/** |answer − truth| of each row. */
export function absoluteRowErrors(answers: ArrayLike<number>, truth: ArrayLike<number>): Float64Array {
  const errors = new Float64Array(truth.length);
  for (let row = 0; row < truth.length; row++) errors[row] = Math.abs(answers[row]! - truth[row]!);
  return errors;
}
