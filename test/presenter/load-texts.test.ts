import { expect, it } from "vitest";
import { loadTexts, wordsOf } from "../../shared/presenter/locale.ts";

it("German texts fail by name before they are loaded and remain afterwards", async () => {
  expect(() => wordsOf("de")).toThrow('before loadTexts("de")');

  await Promise.all([loadTexts("de"), loadTexts("de"), loadTexts("en")]);

  expect(wordsOf("de").unknownOperation).toBe("Unbekannter Vorgang");
});
