import { expect, it } from "vitest";
import { filesToDelete, listName, releaseOf } from "../../tools/console-release.ts";

const stored = ["index.html", "assets/app-1.js", "assets/app-2.js", "assets/app-3.js", listName];

it("release deletes files that neither of the two newest releases uses", () => {
  const previous = ["index.html", "assets/app-2.js"];
  const current = ["index.html", "assets/app-3.js"];

  expect(filesToDelete({ stored, previous, current })).toEqual(["assets/app-1.js"]);
});

it("release deletes nothing when the previous release is unknown", () => {
  expect(filesToDelete({ stored, previous: undefined, current: ["index.html"] })).toEqual([]);
});

it("stored list of a release is rejected unless it lists names", () => {
  expect(releaseOf('["index.html"]')).toEqual(["index.html"]);
  expect(() => releaseOf('{"index.html":1}')).toThrow();
});
