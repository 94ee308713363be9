/** Where a queue is: a PostgreSQL server's database, or one within this process. */
export interface QueueAddress {
  /** What the driver connects to; null for the embedded one. */
  url: string | null;
  /** Of the queue's own tables; those of its jobs stand in `<schema>_jobs`. */
  schema: string;
  /** As it may be shown: without a password. */
  shown: string;
}

const example = "postgres://user@host/database";

/**
 * Takes an address apart: `embedded`, or `postgres://…` as libpq has it, with `?schema=NAME` where
 * a database holds several queues; `parallax` is where it names none. Throws on anything else.
 */
export function parseQueueAddress(address: string): QueueAddress {
  if (address === "embedded") return { url: null, schema: "parallax", shown: address };
  if (!/^postgres(ql)?:\/\//.test(address) || !URL.canParse(address))
    throw new Error(`queue ${JSON.stringify(blotted(address))}: expected ${example}, or embedded`);
  const url = new URL(address);
  const schema = url.searchParams.get("schema") ?? "parallax";
  if (!/^[a-z_][a-z0-9_]{0,40}$/.test(schema))
    throw new Error(`schema "${schema}": expected up to 41 small letters, digits and _, beginning with no digit`);
  url.searchParams.delete("schema");
  const shown = new URL(url);
  shown.password = "";
  if (shown.searchParams.has("password")) shown.searchParams.delete("password");
  // sslmode is meant as libpq has it; the driver warns that by itself it will read it another way.
  if (url.searchParams.has("sslmode")) url.searchParams.set("uselibpqcompat", "true");
  return { url: url.href, schema, shown: schema === "parallax" ? shown.href : `${shown.href} (schema ${schema})` };
}

/** What is no address may hold a password all the same. */
const blotted = (address: string): string => address.replace(/:[^:@/]*@/, ":…@");
