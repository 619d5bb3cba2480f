import { expect, it, vi } from "vitest";
import { skipIfMissing } from "./skip-if-missing.ts";

it("skipIfMissing returns the engine when it is available", () => {
  expect(skipIfMissing({ endpoint: "http://127.0.0.1:1" })).toEqual({ endpoint: "http://127.0.0.1:1" });
});

it("skipIfMissing fails with the reason when every engine is required", () => {
  vi.stubEnv("REQUIRE_ALL", "1");

  expect(() => skipIfMissing({ missing: "no Java" })).toThrow("not run: no Java");

  vi.unstubAllEnvs();
});
