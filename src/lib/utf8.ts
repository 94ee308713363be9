import { isUtf8 } from "node:buffer";

/**
 * Bytes of a file as text. Throws where they are not UTF-8, which reading would change for good.
 */
export function utf8(bytes: Buffer, file: string): string {
  if (isUtf8(bytes)) return bytes.toString();
  throw new Error(`${file} is not in UTF-8: save it again as UTF-8`);
}
