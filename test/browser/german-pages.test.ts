import { expect, it } from "vitest";
import { accessibilityMistakes } from "./accessibility.ts";
import { everyPage, keepPicture } from "./every-page.ts";
import { foreignWords } from "./foreign-words.ts";

const { openAll } = everyPage();

it("has no accessibility mistake on any page in the dark theme, and speaks German on each from end to end", async () => {
  const found: string[] = [];
  await openAll({ theme: "dark", width: 1400, locale: "de-DE" }, async (page, name) => {
    found.push(...(await accessibilityMistakes(page)).map((mistake) => `${name}: ${mistake}`));
    found.push(...(await foreignWords(page)).map((text) => `${name}: ${text}`));
    await keepPicture(page, `${name}-dark`);
  });

  expect(found).toEqual([]);
});
