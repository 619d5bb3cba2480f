import { expect, it } from "vitest";
import { providerConnectionWrite } from "../../shared/contract/provider-connections.ts";
import { connectionSettings } from "../../shared/records/provider-connections.ts";

const longest = {
  provider: "p".repeat(40),
  displayName: "d".repeat(80),
  baseUrl: `https://a.example/${"b".repeat(482)}`,
  tokenUrl: `https://a.example/${"t".repeat(482)}`,
  clientId: "c".repeat(128),
  secretName: "s".repeat(200),
  isDefault: false,
  isEnabled: true,
};

it("a connection that its store would refuse is rejected", () => {
  expect(providerConnectionWrite.parse(longest)).toEqual(longest);
  expect(connectionSettings.parse(longest)).toEqual(longest);
  for (const [name, value] of Object.entries(longest)) {
    if (typeof value !== "string") continue;
    expect(providerConnectionWrite.safeParse({ ...longest, [name]: `${value}x` }).success).toBe(false);
  }
});
