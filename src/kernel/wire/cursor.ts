/**
 * UTF-16 offset of a cursor that Jupyter counts in code points. Beyond either end it is that end.
 */
export function utf16Offset(text: string, codePoints: number): number {
  let at = 0;
  for (let left = codePoints; left > 0 && at < text.length; left--) at += text.codePointAt(at)! > 0xffff ? 2 : 1;
  return at;
}

/** Code points before a UTF-16 offset, as Jupyter counts cursors. */
export function codePointOffset(text: string, utf16: number): number {
  let count = 0;
  for (let at = 0; at < Math.min(utf16, text.length); count++) at += text.codePointAt(at)! > 0xffff ? 2 : 1;
  return count;
}
