import type { ReceivedMessage } from "./received-messages.ts";

const verified = (isVerified: boolean | null) => (isVerified === null ? "–" : isVerified ? "yes" : "no");
const columns = ["Time", "Kind", "To", "Subject", "Text", "Signature verified"];

/** The page of the sink: what local targets received, the newest first. It reloads itself. */
export function sinkPage(messages: readonly ReceivedMessage[]): string {
  const rows = messages.map(({ at, kind, to, subject, text, isVerified }) =>
    [at.replace("T", " ").slice(0, 19), kind, to, subject, text, verified(isVerified)].map(cell).join(""),
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta http-equiv="refresh" content="5"><meta name="viewport" content="width=device-width">
<title>Messages of alerts</title>
<style>
body { font: 14px/1.5 system-ui, sans-serif; margin: 2rem; color-scheme: light dark }
table { border-collapse: collapse; width: 100% } th, td { text-align: left; vertical-align: top; padding: .4rem .8rem; border-bottom: 1px solid #8886 }
td:nth-child(5) { white-space: pre-line }
</style>
</head>
<body>
<h1>Messages of alerts</h1>
<p>Webhooks, Slack, Teams and e-mail of this local stack, the newest first. <a href="/messages">As JSON</a></p>
<table>
<thead><tr>${columns.map((name) => `<th scope="col">${name}</th>`).join("")}</tr></thead>
<tbody>${rows.map((row) => `<tr>${row}</tr>`).join("\n")}</tbody>
</table>
${messages.length === 0 ? "<p>Nothing was received yet.</p>" : ""}
</body>
</html>
`;
}

const cell = (text: string) => `<td>${escaped(text)}</td>`;
/** Messages contain names that people entered. */
const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
