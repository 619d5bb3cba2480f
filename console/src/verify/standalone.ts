import { trustedFingerprint } from "../../../tools/verify-file.ts";
import { type Shown, shownOf } from "./verdict-rows.ts";
import { type VerifyWords, verifyWordsOf } from "./verify-words.ts";

/** The verifier as one page without a console, opened from a disk: it loads nothing and sends nothing. */
const locale = navigator.language.toLowerCase().startsWith("de") ? "de" : "en";
const words = verifyWordsOf(locale);
document.documentElement.lang = locale;
document.title = words.title;

const result = element("section");
result.setAttribute("aria-live", "polite");
const input = Object.assign(element("input"), { type: "file", accept: ".zip", id: "file" });
const label = Object.assign(element("label", words.label), { htmlFor: input.id });
const key = Object.assign(element("textarea"), { id: "key", rows: 3, spellcheck: false });
const keyLabel = Object.assign(element("label", words.trustedKey), { htmlFor: key.id });
const keyHint = Object.assign(element("p", words.trustedKeyHint), { id: "key-hint" });
key.setAttribute("aria-describedby", keyHint.id);
document.body.append(
  element("h1", words.title),
  element("p", words.intro),
  keyLabel,
  keyHint,
  key,
  label,
  input,
  result,
);

let held: { readonly name: string; readonly bytes: Uint8Array } | undefined;
key.addEventListener("input", () => show());
input.addEventListener("change", () => void take(input.files));
document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => {
  event.preventDefault();
  void take(event.dataTransfer?.files);
});

async function take(files: FileList | null | undefined): Promise<void> {
  const file = files?.item(0);
  if (file === null || file === undefined) return;
  result.replaceChildren(element("p", words.reading));
  try {
    held = { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
    show();
  } catch {
    held = undefined;
    result.replaceChildren(element("p", words.notRead));
  }
}

/** No result while the key is unreadable: it would be one without the comparison that was asked for. */
function show(): void {
  const trusted = trustedFingerprint(key.value);
  const isInvalid = key.value.trim() !== "" && trusted === undefined;
  key.setAttribute("aria-invalid", String(isInvalid));
  if (isInvalid) result.replaceChildren(element("p", words.trustedKeyInvalid));
  else if (held === undefined) result.replaceChildren();
  else result.replaceChildren(...shownIn(shownOf(held.bytes, words, trusted), held.name, words));
}

function shownIn({ tone, text, facts, problems, rows }: Shown, name: string, texts: VerifyWords): HTMLElement[] {
  const headline = element("p", text);
  headline.className = tone;
  const list = element("ul");
  list.append(...problems.map((problem) => element("li", problem)));
  const terms = element("dl");
  terms.append(...facts.flatMap(({ label: term, value }) => [element("dt", term), element("dd", value)]));
  const table = element("table");
  const head = table.createTHead().insertRow();
  head.append(...[texts.file, texts.verdict, texts.record].map((title) => element("th", title)));
  const body = table.createTBody();
  for (const { path, verdict, record, tone: rowTone } of rows) {
    const row = body.insertRow();
    row.append(...[path, verdict, record].map((cell) => element("td", cell)));
    row.className = rowTone;
  }
  return [
    element("h2", name),
    headline,
    ...(problems.length > 0 ? [list] : []),
    terms,
    ...(rows.length > 0 ? [table] : []),
  ];
}

function element<Name extends keyof HTMLElementTagNameMap>(name: Name, text = ""): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}
