const words: Record<string, string> = {
  ENOENT: "no such file or folder",
  ENOTDIR: "a part of that path is a file, not a folder",
  EISDIR: "it is a folder, not a file",
  EACCES: "you have no permission for it",
  EPERM: "the system does not permit it",
  EROFS: "the disk is read-only",
  EEXIST: "it is there already",
  ENOTEMPTY: "the folder is not empty",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EFBIG: "the file is too large",
  EMFILE: "too many files are open",
  ENFILE: "too many files are open on this machine",
  ENAMETOOLONG: "the name is too long",
  ELOOP: "its links lead in a circle",
  EBUSY: "another program has it in use",
  EIO: "the disk could not be read or written",
  ENOMEM: "there is not enough memory",
  EADDRINUSE: "that port is taken",
  EADDRNOTAVAIL: "this machine has no such address",
  ECONNREFUSED: "nothing listens there",
  ECONNRESET: "the connection was cut",
  ETIMEDOUT: "there was no answer in time",
  ENOTFOUND: "there is no such host",
  EAI_AGAIN: "the host's name could not be looked up",
  EHOSTUNREACH: "the host cannot be reached",
  ENETUNREACH: "the network cannot be reached",
  EPIPE: "the other end was closed",
};

/**
 * What an error says, for people: what Node says of files, sockets and JSON in plain words, with
 * the path or address, and no code, call or module; any other message as it is.
 */
export function inWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, path, address, port, cause } = error as NodeJS.ErrnoException & { address?: string; port?: number };
  const inTheWay = code === "EEXIST" && error instanceof Error && "syscall" in error && error.syscall === "mkdir";
  const known = inTheWay ? "a file is where a folder is needed" : code === undefined ? undefined : words[code];
  if (known !== undefined && "syscall" in error) {
    const where = path ?? (address === undefined ? undefined : `${address}${port === undefined ? "" : `:${port}`}`);
    return where === undefined || where === "" ? known : `${where}: ${known}`;
  }
  if (error instanceof AggregateError && error.errors.length > 0) return inWords(error.errors[0]);
  if (error instanceof SyntaxError && / JSON\b/.test(error.message)) return "it is not valid JSON";
  if (error instanceof TypeError && error.message === "fetch failed" && cause) return inWords(cause);
  return withoutCodes(error.message);
}

/** What {@link inWords} says, without the path that the sentence around it names already. */
export function reasonOf(error: unknown): string {
  const { path } = error as NodeJS.ErrnoException;
  const said = inWords(error);
  return path !== undefined && said.startsWith(`${path}: `) ? said.slice(path.length + 2) : said;
}

/** `ENOENT: no such file or directory, open '/a'` within a message, as it is said here. */
function withoutCodes(message: string): string {
  return message.replace(
    /\b(E[A-Z_]{3,}): [a-z][a-z ,-]*?(?:, [a-z]+(?: '([^'\n]*)')?(?: -> '[^'\n]*')?)?(?=$|[\n);:])/gm,
    (whole, code: string, path: string | undefined) => {
      const known = words[code];
      return known === undefined
        ? whole
        : path === undefined || message.includes(path + ":")
          ? known
          : `${path}: ${known}`;
    },
  );
}
