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
document.body.append(element("h1", words.title), element("p", words.intro), label, input, result);

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
    const bytes = new Uint8Array(await file.arrayBuffer());
    result.replaceChildren(...shownIn(shownOf(bytes, words), file.name, words));
  } catch {
    result.replaceChildren(element("p", words.notRead));
  }
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
    ...(problems.length > 0 ? [list] : [element("p", texts.keyHint)]),
    terms,
    ...(rows.length > 0 ? [table] : []),
  ];
}

function element<Name extends keyof HTMLElementTagNameMap>(name: Name, text = ""): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}
