const [QUOTE, BACKSLASH, COMMA, COLON] = [34, 92, 44, 58];
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_LIST, CLOSE_LIST] = [123, 125, 91, 93];

/**
 * What a byte of JSON does to a value: nothing, begins one, ends one before itself or with itself.
 */
export type Step = "" | "begins" | "ended" | "ends";

/** Where one is in JSON that is followed byte by byte; it is believed to be JSON. */
export interface Scan {
  /** Names and places that lead to the value that one is in, or that begins next. */
  readonly path: (string | number)[];
  /** The objects and lists that one is in. */
  readonly open: number[];
  inText: boolean;
  escaped: boolean;
  atKey: boolean;
  inScalar: boolean;
  afterComma: boolean;
  begun: boolean;
  key: number[];
}

export const openScan = (): Scan => ({
  path: [],
  open: [],
  inText: false,
  escaped: false,
  atKey: false,
  inScalar: false,
  afterComma: false,
  begun: false,
  key: [],
});

/** Whether a whole value has been read. */
export const isWhole = ({ begun, open, inText }: Scan): boolean => begun && open.length === 0 && !inText;

/** The next byte that may matter, from one in a text on: what stands in a text is not looked at. */
export function skip({ inText, atKey, escaped }: Scan, chunk: Buffer, from: number): number {
  if (!inText || atKey || escaped) return from;
  const quote = chunk.indexOf(QUOTE, from);
  const end = quote < 0 ? chunk.length : quote;
  const backslash = chunk.subarray(from, end).indexOf(BACKSLASH);
  return backslash < 0 ? end : from + backslash;
}

/**
 * Takes a byte. After "begins" comes {@link enter}, after "ended" by a bracket {@link close}, after
 * all {@link move}.
 */
export function take(scan: Scan, byte: number): Step {
  if (scan.inText) return takeText(scan, byte);
  const ended = scan.inScalar && (byte <= 32 || byte === COMMA || isClosing(byte));
  if (ended) scan.inScalar = false;
  if (isClosing(byte)) return ended ? "ended" : close(scan);
  if (byte === COMMA) scan.afterComma = true;
  else if (byte === COLON) scan.atKey = false;
  else if (byte > 32 && !scan.inScalar) return begin(scan, byte);
  return ended ? "ended" : "";
}

export const isClosing = (byte: number): boolean => byte === CLOSE_OBJECT || byte === CLOSE_LIST;

function takeText(scan: Scan, byte: number): Step {
  if (scan.atKey) scan.key.push(byte);
  if (scan.escaped) scan.escaped = false;
  else if (byte === BACKSLASH) scan.escaped = true;
  else if (byte === QUOTE) {
    scan.inText = false;
    if (!scan.atKey) return "ends";
    scan.path[scan.path.length - 1] = JSON.parse(Buffer.from(scan.key).toString()) as string;
  }
  return "";
}

function begin(scan: Scan, byte: number): Step {
  scan.begun = true;
  if (byte === QUOTE) {
    scan.inText = true;
    if (!scan.atKey) return "begins";
    scan.key = [byte];
    return "";
  }
  if (byte !== OPEN_OBJECT && byte !== OPEN_LIST) scan.inScalar = true;
  return "begins";
}

/** Goes into the object or list that begins with a byte. */
export function enter(scan: Scan, byte: number): void {
  if (byte !== OPEN_OBJECT && byte !== OPEN_LIST) return;
  scan.open.push(byte);
  scan.path.push(byte === OPEN_LIST ? 0 : "");
  scan.atKey = byte === OPEN_OBJECT;
}

/** Closes the object or list that one is in. */
export function close(scan: Scan): Step {
  scan.open.pop();
  scan.path.pop();
  scan.atKey = false;
  return "ends";
}

/**
 * Moves to the next value of an object or list, after a comma: until then the path is that of the
 * value before.
 */
export function move(scan: Scan): void {
  if (!scan.afterComma) return;
  scan.afterComma = false;
  if (scan.open.at(-1) === OPEN_LIST) scan.path[scan.path.length - 1] = (scan.path.at(-1) as number) + 1;
  else scan.atKey = true;
}
