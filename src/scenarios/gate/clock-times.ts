/**
 * Times of day that a text names, in minutes after midnight and on a clock of twelve hours, so that
 * 5 PM, 17:00 and five o'clock are one; by the words they are written in.
 */
export function clockTimes(text: string): Map<number, string> {
  const found = new Map<number, string>();
  for (const { 0: words, index, groups } of text.matchAll(digits)) {
    const { h, m } = groups!;
    if (/[\d.,:]$/.test(text.slice(0, index))) continue;
    const minutes = (Number(h) % 12) * 60 + Number(m ?? 0);
    if (Number(h) < 24) found.set(minutes, words.trim());
  }
  for (const { 0: said, groups } of text.matchAll(words)) {
    const hour = hours.indexOf((groups!["h"] ?? groups!["whole"]!).toLowerCase()) + 1;
    const minutes = ((hour % 12) * 60 + offset(groups!["to"]) + 720) % 720;
    found.set(minutes, said.trim());
  }
  return found;
}

const hours = "one two three four five six seven eight nine ten eleven twelve".split(" ");
const small = [...hours, "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"];
const digits = /\b(?<h>\d{1,2})(?:[:.](?<m>[0-5]\d)(?:\s?[ap]\.?m\.?)?(?![\d%])|\s?[ap]\.?m\b\.?|\s?o['’]clock\b)/giu;
const words = new RegExp(
  `\\b(?:(?<to>half past|a quarter (?:past|to)|quarter (?:past|to)|(?:${small.join("|")}) minutes (?:past|to)) (?<h>${hours.join("|")})\\b|(?<whole>${hours.join("|")}) o['’]clock\\b)`,
  "giu",
);

function offset(to = ""): number {
  const said = to.toLowerCase();
  if (said === "half past") return 30;
  const minutes = said.includes("quarter") ? 15 : small.indexOf(said.split(" ")[0]!) + 1;
  return said.endsWith("to") ? -minutes : minutes;
}
