/** Renaming a free name in the source of a code cell, word by word. */

/**
 * The source with every word `from` replaced by `to`, except after a dot (a member) and before a colon in an object (a key).
 * Words in strings and comments are replaced too: they usually speak of the same cell.
 */
export function renameInSource(source: string, from: string, to: string): string {
  const word = new RegExp(`(?<![\\p{L}\\p{N}_$])${escape(from)}(?![\\p{L}\\p{N}_$])`, "gu");
  return source.replace(word, (match, offset: number) => {
    const before = source.slice(0, offset).trimEnd();
    const after = source.slice(offset + match.length).trimStart();
    const isMember = before.endsWith(".") && !before.endsWith("...");
    const isKey = after.startsWith(":") && (before.endsWith("{") || before.endsWith(","));
    return isMember || isKey ? match : to;
  });
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
