/** A table of the page; the rows of facts begin with their label. */
export interface Table {
  readonly title?: string;
  readonly columns?: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly hasRowHeaders?: boolean;
  /** Shown instead of an empty table. */
  readonly empty?: string;
}

interface Page {
  readonly locale: string;
  readonly title: string;
  readonly intro: string;
  readonly tables: readonly Table[];
}

const style = `body{font:16px/1.5 system-ui,sans-serif;color:#16191f;background:#fff;margin:2rem auto;max-width:70rem;padding:0 1rem}
h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2rem}table{border-collapse:collapse;width:100%;font-size:.9rem}
th,td{border:1px solid #aab7b8;padding:.4rem .6rem;text-align:left;vertical-align:top;overflow-wrap:anywhere;white-space:pre-line}
th{background:#f2f3f3}@media print{body{margin:0;max-width:none}}`;
/** Nothing is loaded and nothing runs, whatever a record contains. */
const policy = "default-src 'none'; style-src 'unsafe-inline'";

/** A self-contained page: no script, no link, no request. */
export function renderPage({ locale, title, intro, tables }: Page): string {
  return `<!doctype html>
<html lang="${escaped(locale)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
<p>${escaped(intro)}</p>
${tables.map(rendered).join("\n")}
</main>
</body>
</html>
`;
}

function rendered({ title, columns, rows, hasRowHeaders = false, empty }: Table): string {
  const heading = title === undefined ? "" : `<h2>${escaped(title)}</h2>\n`;
  if (rows.length === 0 && empty !== undefined) return `${heading}<p>${escaped(empty)}</p>`;
  const head =
    columns === undefined
      ? ""
      : `<thead><tr>${columns.map((column) => `<th scope="col">${escaped(column)}</th>`).join("")}</tr></thead>\n`;
  const body = rows.map(([first = "", ...others]) => {
    const label = hasRowHeaders ? `<th scope="row">${escaped(first)}</th>` : `<td>${escaped(first)}</td>`;
    return `<tr>${label}${others.map((cell) => `<td>${escaped(cell)}</td>`).join("")}</tr>`;
  });
  return `${heading}<table>\n${head}<tbody>\n${body.join("\n")}\n</tbody>\n</table>`;
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escaped = (text: string) => text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
