import { get } from "node:http";
import { expect, it } from "vitest";
import { serveWithoutProvider } from "./outbound-guard.ts";

const byFetch = () => fetch("http://provider.example/v1.0");
const byHttp = () =>
  new Promise((resolve, reject) => get("http://provider.example/v1.0").on("response", resolve).on("error", reject));

it.each([
  { way: "fetch", call: byFetch },
  { way: "node:http", call: byHttp },
])("a request that calls a provider by $way fails even when it hides that", async ({ call }) => {
  let refusal: unknown;
  const serving = serveWithoutProvider("127.0.0.1:1", () => call().catch((error: unknown) => (refusal = error)));

  await expect(serving).rejects.toThrow("a provider was called: provider.example");
  expect(refusal).toEqual(new Error("provider.example is blocked while a request is served"));
});
