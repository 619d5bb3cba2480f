import { expect, it } from "vitest";

it("German texts fail by name before they are loaded and remain afterwards", async () => {
  // A module of its own: other tests have loaded the texts of the shared one.
  const own = new URL("../../shared/presenter/locale.ts?unloaded", import.meta.url).href;
  const { loadTexts, wordsOf }: typeof import("../../shared/presenter/locale.ts") = await import(own);
  expect(() => wordsOf("de")).toThrow('before loadTexts("de")');

  await Promise.all([loadTexts("de"), loadTexts("de"), loadTexts("en")]);

  expect(wordsOf("de").unknownOperation).toBe("Unbekannter Vorgang");
});
