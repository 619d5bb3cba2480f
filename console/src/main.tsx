import "@cloudscape-design/global-styles/index.css";
import "./console.css";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { applyMode, Mode } from "@cloudscape-design/global-styles";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { Boundary } from "./parts/boundary.tsx";
import { BrokenPage } from "./parts/page-boundary.tsx";
import { type Entry, enter } from "./session/sign-in.ts";
import { LanguageProvider, loadTexts, useLanguage } from "./words/language.tsx";
import { rememberedLocale, rememberedTheme } from "./words/preferences.ts";

applyMode(rememberedTheme() === "dark" ? Mode.Dark : Mode.Light);
const place = document.getElementById("console");
if (place === null) throw new Error("the page has no root element");
const root = createRoot(place);

/** The sign-in page. */
function Door({ entry }: { readonly entry: Exclude<Entry, { kind: "signed_in" | "leaving" }> }) {
  const { words } = useLanguage();
  const said = words.door[entry.kind];
  return (
    <main className="door">
      <SpaceBetween size="m">
        <Box variant="h1">{said.title}</Box>
        <Box variant="p">{said.text}</Box>
        <Button variant="primary" onClick={entry.signIn}>
          {words.door.signIn}
        </Button>
      </SpaceBetween>
    </main>
  );
}

/** Fallback when the frame around all pages fails to render. */
function BrokenConsole({ error }: { readonly error: unknown }) {
  const { words } = useLanguage();
  return (
    <main className="door">
      <BrokenPage name={words.errors.brokenConsole} error={error} />
    </main>
  );
}

const [entry, texts] = await Promise.all([
  enter().catch((): Entry => ({ kind: "failed", signIn: () => location.assign("/") })),
  loadTexts(rememberedLocale()),
]);
if (entry.kind !== "leaving") {
  root.render(
    <LanguageProvider texts={texts}>
      <Boundary place="console" instead={(error) => <BrokenConsole error={error} />}>
        {entry.kind === "signed_in" ? <App session={entry.session} /> : <Door entry={entry} />}
      </Boundary>
    </LanguageProvider>,
  );
}
