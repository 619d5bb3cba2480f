import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { synthesize } from "../../../local/assembly/synthesize.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "synthesize-"));
  mkdirSync(path.join(root, "infra"));
  mkdirSync(path.join(root, "shared"));
  writeFileSync(path.join(root, "package.json"), '{"type":"module"}');
  writeApplication(
    `import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
     mkdirSync(process.env.CDK_OUTDIR, { recursive: true });
     writeFileSync(process.env.CDK_OUTDIR + "/manifest.json", process.env.CDK_CONTEXT_JSON);
     appendFileSync("synthesized", "x");`,
  );
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function writeApplication(code: string) {
  writeFileSync(path.join(root, "infra", "app.ts"), code);
}

const timesSynthesized = () => readFileSync(path.join(root, "synthesized"), "utf8").length;

it("synthesis reuses an earlier assembly while sources and context are unchanged", async () => {
  const first = await synthesize(root, { environment: "dev" });
  const second = await synthesize(root, { environment: "dev" });

  expect([first.reused, second.reused]).toEqual([false, true]);
  expect(second.folder).toBe(first.folder);
});

it("synthesis runs again when a source or the context changes", async () => {
  const { folder } = await synthesize(root, { environment: "dev" });

  const other = await synthesize(root, { environment: "staging" });
  writeFileSync(path.join(root, "shared", "rule.ts"), "export const rule = 1;");
  const changed = await synthesize(root, { environment: "dev" });

  expect(new Set([folder, other.folder, changed.folder]).size).toBe(3);
  expect(timesSynthesized()).toBe(3);
});

it("synthesis runs once for two concurrent first starts", async () => {
  const both = await Promise.all([synthesize(root, {}), synthesize(root, {})]);

  expect(both.map(({ reused }) => reused).sort()).toEqual([false, true]);
  expect(timesSynthesized()).toBe(1);
});

it("synthesis passes the context to the application and overrides cdk.json", async () => {
  writeFileSync(path.join(root, "cdk.json"), '{"context":{"environment":"prod","flag":true}}');

  const { folder } = await synthesize(root, { environment: "dev" });

  expect(JSON.parse(readFileSync(path.join(folder, "manifest.json"), "utf8"))).toMatchObject({
    environment: "dev",
    flag: true,
    "aws:cdk:enable-path-metadata": true,
  });
});

it("synthesis skips the template rules that tests and deployments run", async () => {
  writeApplication(
    `import { mkdirSync, writeFileSync } from "node:fs";
     mkdirSync(process.env.CDK_OUTDIR, { recursive: true });
     writeFileSync(process.env.CDK_OUTDIR + "/manifest.json", process.env.CDK_VALIDATION);`,
  );

  const { folder } = await synthesize(root, {});

  expect(readFileSync(path.join(folder, "manifest.json"), "utf8")).toBe("false");
});

it("failed synthesis reports the application's output and leaves no partial assembly", async () => {
  writeApplication("process.stderr.write('lane short: too long\\n'); process.exitCode = 1;");

  await expect(synthesize(root, {})).rejects.toThrow("lane short: too long");
  expect(readdirSync(path.join(root, ".local", "assembly")).filter((name) => !name.endsWith(".lock"))).toEqual([]);
});
