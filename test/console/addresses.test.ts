import { expect, it } from "vitest";
import { addressOf } from "../../console/src/api/route-types.ts";
import { searchOf, tokensOf } from "../../console/src/hub/filter-tokens.ts";
import { jumpTarget } from "../../console/src/shell/jump.ts";

const nothing = new URLSearchParams();

it("addressOf builds a contract path and omits parameters without a value", () => {
  expect(addressOf("/api/workspaces/{ws}/members/{user}", { ws: "acme", user: "a/b c" })).toBe(
    "/api/workspaces/acme/members/a%2Fb%20c",
  );
  expect(addressOf("/api/notifications", {}, { limit: "25", cursor: undefined })).toBe("/api/notifications?limit=25");
});

it("view link keeps every filter", () => {
  const search = new URLSearchParams("tab=failed&type=policy.sync&initiator=operator");

  expect(searchOf(search, tokensOf(search)).toString()).toBe(search.toString());
});

it("date filter converts a day to an instant and passes invalid dates on", () => {
  const token = (value: string) => [{ propertyKey: "from", operator: "=", value }];

  expect(searchOf(nothing, token("2026-01-01")).get("from")).toBe(new Date("2026-01-01T00:00").toISOString());
  expect(searchOf(nothing, token("soon")).get("from")).toBe("soon");
});

it("searchOf joins words without a property into one search", () => {
  const words = ["policy", "acme lab"].map((value) => ({ operator: ":" as const, value }));
  const search = searchOf(nothing, words);

  expect(search.get("text")).toBe("policy acme lab");
  expect(tokensOf(search)).toEqual([{ operator: ":", value: "policy acme lab" }]);
});

it("searchOf drops a property that was chosen without a value", () => {
  const options = { outcome: { failed: "Failed" } };
  const token = (value: string) => [{ propertyKey: "outcome", operator: "=" as const, value }];

  expect(searchOf(nothing, token(""), options).toString()).toBe("");
  expect(searchOf(nothing, token("nonsense"), options).toString()).toBe("");
  expect(searchOf(nothing, token("failed"), options).toString()).toBe("outcome=failed");
  expect(searchOf(new URLSearchParams("outcome=odd"), token("odd"), options).toString()).toBe("outcome=odd");
});

it.each([
  { text: "01M4DDSZR0QCGFTM0GWYB3MKGV", ws: "acme", target: "/w/acme/operations/01M4DDSZR0QCGFTM0GWYB3MKGV" },
  { text: " run 01m4ddszr0qcgftm0gwyb3mkgv. ", ws: "acme", target: "/w/acme/operations/01M4DDSZR0QCGFTM0GWYB3MKGV" },
  { text: "01M4DDSZR0QCGFTM0GWYB3MKGV", ws: undefined, target: "/system/operations/01M4DDSZR0QCGFTM0GWYB3MKGV" },
  { text: "no id in here", ws: "acme", target: undefined },
])("pasted text “$text” opens $target", ({ text, ws, target }) => {
  expect(jumpTarget(text, ws)).toBe(target);
});
