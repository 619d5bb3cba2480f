import { expect, it } from "vitest";
import { formatsOf } from "../../console/src/words/formats.ts";

const at = "2026-01-01T00:00:00.000Z";
const later = (seconds: number) => Date.parse(at) + seconds * 1000;

it.each([
  { seconds: 0, en: "now", de: "jetzt" },
  { seconds: 89, en: "89 seconds ago", de: "vor 89 Sekunden" },
  { seconds: 90, en: "1 minute ago", de: "vor 1 Minute" },
  { seconds: 7200, en: "2 hours ago", de: "vor 2 Stunden" },
  { seconds: 172_800, en: "2 days ago", de: "vorgestern" },
  // A client clock behind the server's never shows the future.
  { seconds: -5, en: "now", de: "jetzt" },
  { seconds: -60, en: "now", de: "jetzt" },
  { seconds: -23 * 3600, en: "in 23 hours", de: "in 23 Stunden" },
])("relative time of an instant $seconds s ago is $en", ({ seconds, en, de }) => {
  expect(formatsOf("en").relative(at, later(seconds))).toBe(en);
  expect(formatsOf("de").relative(at, later(seconds))).toBe(de);
});

it.each(["2026-99-99T boom", "", "yesterday"])("an invalid instant is shown unchanged: %j", (text) => {
  for (const formats of [formatsOf("en"), formatsOf("de")]) {
    for (const shown of [
      formats.absolute(text),
      formats.moment(text),
      formats.clock(text),
      formats.relative(text, 0),
    ]) {
      expect(shown).toBe(text);
    }
  }
});

it.each([
  { seconds: 89, en: "89 sec", de: "89 Sek." },
  { seconds: 125, en: "2 min 5 sec", de: "2 Min. 5 Sek." },
  { seconds: 7500, en: "2 hr 5 min", de: "2 Std. 5 Min." },
])("duration of $seconds s is shown as $en", ({ seconds, en, de }) => {
  expect(formatsOf("en").duration(seconds)).toBe(en);
  expect(formatsOf("de").duration(seconds)).toBe(de);
});

it.each([
  { value: 0, capped: false, shown: "0" },
  { value: 0, capped: true, shown: "–" },
  { value: 1200, capped: false, shown: "1,200" },
  { value: 1200, capped: true, shown: "1,200+" },
])("a count of $value shows $shown when capped is $capped", ({ shown, ...count }) => {
  expect(formatsOf("en").count(count)).toBe(shown);
});
