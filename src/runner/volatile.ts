/**
 * What a value shows of the moment and not of the results, as MIME types. It says so in the
 * output's metadata, so that comparing a notebook with its next execution leaves it out.
 */
export function volatile(data: Record<string, unknown>) {
  return { data, metadata: { parallax: { volatile: true } } };
}
