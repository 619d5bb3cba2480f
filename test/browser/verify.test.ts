import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { buffer } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import { unzipSync } from "fflate";
import type { Page } from "playwright-core";
import { expect, it, onTestFinished } from "vitest";
import { verifyPage } from "../../console/build-verify-page.ts";
import { verify as german } from "../../console/src/words/de/verify.ts";
import { verify } from "../../console/src/words/en/verify.ts";
import { utf8Text } from "../../shared/foundation/bytes.ts";
import { trustedFingerprint } from "../../tools/verify-file.ts";
import { apiOf, runOf } from "../scenarios/api.ts";
import { accessibilityViolations } from "./accessibility.ts";
import { theBrowser, visit } from "./chromium.ts";
import { saveScreenshot } from "./every-page.ts";
import { sharedStack } from "./stack.ts";

const prod = { user: "owner", workspaceId: "acme", environmentId: "acme-prod" };

/** A stack with the evidence of one run, saved from its page as a person does. */
const world = sharedStack({}, async (stack) => {
  const api = apiOf(stack);
  const { id } = runOf(await api.start(prod, "policy.sync"));
  await api.ended("owner", "acme", id);
  const { page } = await visit({ apiUrl: stack.apiUrl, user: "operator", path: `/w/acme/operations/${id}` });
  const saving = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download evidence" }).click();
  const saved = await saving;
  return { evidence: await buffer(await saved.createReadStream()), name: saved.suggestedFilename(), id };
});

const choose = (page: Page, bytes: Buffer) =>
  page
    .locator('input[type="file"]')
    .setInputFiles({ name: "evidence.zip", mimeType: "application/zip", buffer: bytes });

/** The file with one bit of the content of an entry flipped. */
function flippedIn(bytes: Buffer, name: string): Buffer {
  const changed = Buffer.from(bytes);
  const at = changed.indexOf(name) + name.length + 10;
  changed[at] = (changed[at] ?? 0) ^ 1;
  return changed;
}

it("console verifies a file without a network once the page is loaded", async () => {
  const { stack, evidence, name, id } = await world();
  const { page, context, mistakes } = await visit({
    ...{ apiUrl: stack.apiUrl, user: "readonly", path: "/verify", changesContext: true },
  });
  await page.locator('input[type="file"]').waitFor();
  await context.setOffline(true);

  await choose(page, evidence);
  await page.getByText(verify.unaltered).waitFor();
  const key = page.getByLabel(verify.trustedKey);
  await key.fill("0".repeat(63));
  await page.getByText(verify.trustedKeyInvalid).waitFor();
  expect(await page.getByText(verify.unaltered).count()).toBe(0);
  await key.fill("0".repeat(64));
  await page.getByText(verify.anotherKey).waitFor();
  await key.fill(trustedFingerprint(utf8Text(unzipSync(evidence)["public-key.pem"])) ?? "");
  await page.getByText(verify.trustOf(true)).waitFor();
  await saveScreenshot(page, "verify");
  expect(await accessibilityViolations(page)).toEqual([]);
  await choose(page, flippedIn(evidence, "verdicts.json"));
  await page.getByText(`verdicts.json (operation-runs/${id}): ${verify.codes.file_altered}`).waitFor();

  expect(name).toBe(`evidence-${id}.zip`);
  expect(mistakes).toEqual([]);
});

it("single page verifies a file from the disk without a network", async () => {
  const { evidence, id } = await world();
  const folder = mkdtempSync(path.join(tmpdir(), "runtruth-verify-page-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, "verify.html");
  writeFileSync(file, await verifyPage());
  const context = await (await theBrowser()).newContext({ locale: "de-DE", offline: true });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const mistakes: string[] = [];
  page.on("pageerror", (error) => mistakes.push(error.message));
  page.on("console", (message) => mistakes.push(message.text()));
  await page.goto(pathToFileURL(file).href);

  await choose(page, evidence);
  await page.getByText(german.unaltered).waitFor();
  await page.getByLabel(german.trustedKey).fill("0".repeat(64));
  await page.getByText(german.anotherKey).waitFor();
  expect(await accessibilityViolations(page)).toEqual([]);
  await page.getByLabel(german.trustedKey).fill(utf8Text(unzipSync(evidence)["public-key.pem"]));
  await page.getByText(german.trustOf(true)).waitFor();
  await choose(page, flippedIn(evidence, "facts.json"));
  await page.getByText(`facts.json (operation-runs/${id}): ${german.codes.file_altered}`).waitFor();

  expect(mistakes).toEqual([]);
});
