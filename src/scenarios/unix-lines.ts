/** A text with the line ends of Windows, or of an old Mac, as `\n`. */
export const unixLines = (text: string): string => text.replace(/\r\n?/g, "\n");
