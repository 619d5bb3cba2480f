import { expect, it } from "vitest";
import { accessibilityViolations } from "./accessibility.ts";
import { dialogViolations } from "./dialogs.ts";
import { everyPage, saveScreenshot } from "./every-page.ts";
import { foreignWords } from "./foreign-words.ts";
import { cutTexts, scrolledSideways, untidyParts } from "./page-checks.ts";

const { world, openAll } = everyPage();

it("every page passes axe, fits a phone and is German in dark mode", async () => {
  const found: string[] = [];
  await openAll({ theme: "dark", locale: "de-DE", widths: [390, 1400] }, async (page, name, width) => {
    const mistakes =
      width === 390
        ? [...(await scrolledSideways(page)), ...(await cutTexts(page))]
        : [...(await accessibilityViolations(page)), ...(await foreignWords(page))];
    mistakes.push(...(await untidyParts(page)));
    found.push(...mistakes.map((mistake) => `${name} at ${width}: ${mistake}`));
    await saveScreenshot(page, `${name}-dark-${width}`);
  });

  expect(found).toEqual([]);
});

it("German dialogs are accessible and close with Escape", async () => {
  const { stack, waiting } = await world();

  expect(await dialogViolations({ stack, waiting, theme: "dark", locale: "de-DE" })).toEqual([]);
});
