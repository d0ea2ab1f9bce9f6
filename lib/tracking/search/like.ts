/** SQL's LIKE in one pass: the last `%` is remembered, and nothing is tried twice before it. */

/** Whether a text fits a pattern: `%` is any text, `_` any one character. At most length × pattern steps, whatever the wildcards. */
export function isLike(text: string, pattern: string): boolean {
  const [characters, wanted] = [[...text], [...pattern]];
  let [at, want] = [0, 0];
  let afterPercent = -1;
  let from = 0;
  while (at < characters.length) {
    if (wanted[want] === "%") {
      afterPercent = ++want;
      from = at;
    } else if (want < wanted.length && (wanted[want] === "_" || wanted[want] === characters[at])) {
      at++;
      want++;
    } else if (afterPercent >= 0) {
      want = afterPercent;
      at = ++from;
    } else return false;
  }
  while (wanted[want] === "%") want++;
  return want === wanted.length;
}
