import { expect, it } from "vitest";
import { concernsConnection } from "../../shared/operations/part.ts";

it.each([
  { reasonCode: "provider_secret_not_allowed", isStopped: true },
  { reasonCode: "provider_credential_missing", isStopped: true },
  { reasonCode: "provider_not_found", isStopped: false },
  { reasonCode: "provider_throttled", isStopped: false },
] as const)("work through a connection stops: $isStopped, when $reasonCode", ({ reasonCode, isStopped }) => {
  expect(concernsConnection({ reasonCode })).toBe(isStopped);
});
