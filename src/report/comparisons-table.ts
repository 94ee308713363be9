import { html, type Html } from "./html.ts";

/** One row for each comparison, its name before its columns; a dash where a column has nothing. */
export function comparisonsTable<T>({
  id,
  caption,
  columns,
  rows,
  head,
}: {
  /** Of the heading that names the table. */
  id: string;
  caption: string;
  columns: readonly { name: string; of: (row: T) => string | null }[];
  rows: readonly T[];
  head: (row: T, index: number) => Html;
}): Html {
  const cells = (row: T, index: number) =>
    html`<tr>
      <th scope="row">${head(row, index)}</th>
      ${columns.map(({ of }) => html`<td>${of(row) ?? "—"}</td>`)}
    </tr>`;
  return html`<div class="scroll" tabindex="0" role="group" aria-labelledby="${id}">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          <th scope="col">comparison</th>
          ${columns.map(({ name }) => html`<th scope="col">${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(cells)}
      </tbody>
    </table>
  </div>`;
}
