import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { repositoryRoot } from "../../local/config.ts";
import { seedConnectionId } from "../../local/seed.ts";
import { recordPage } from "../../shared/contract/records.ts";
import { apiOf, runOf } from "../scenarios/api.ts";
import { type DisplayOptions, go, settled, visit } from "./chromium.ts";
import { layoutShift, watchLayoutShift } from "./layout-shift.ts";
import { manualWorker } from "./manual-worker.ts";
import { newerRecords } from "./newer-records.ts";
import { sharedStack } from "./stack.ts";

const prod = { user: "owner", workspaceId: "acme", environmentId: "acme-prod" };
const pictures = path.join(repositoryRoot, "reports", "console");

/**
 * A stack with one of everything: work that ended well, work that did not, and what it left behind; and every page
 * that shows it. One for each file of tests.
 */
export function everyPage() {
  const world = sharedStack({}, async (stack) => {
    const api = apiOf(stack);
    const run = async (type: string, input = {}) => {
      const { id } = runOf(await api.start(prod, type, { input }));
      await api.ended("owner", "acme", id);
      return id;
    };
    await run("policy.sync");
    const evidence = await run("tenant.evidence.snapshot.generate");
    const policies = "/api/workspaces/acme/environments/acme-prod/records/policies?limit=1";
    const [policy] = (await api.read("owner", policies, recordPage)).items;
    const review = await run("environment.review.compose");
    const backup = await run("backup_set.update", { name: "Before the change" });
    const backupSetId = (await api.findRun("owner", "acme", backup)).related?.id;
    const preview = await run("restore.execute", { backupSetId, dryRun: true });
    const made = await newerRecords(stack, review);
    await fetch(`${stack.provider.origin}/_consent`, { method: "POST", body: JSON.stringify({ granted: false }) });
    const problem = await run("provider.connection.check");
    await fetch(`${stack.provider.origin}/_consent`, { method: "POST", body: JSON.stringify({ granted: true }) });
    const { related } = await api.findRun("owner", "acme", review);
    const { queue, take } = manualWorker(stack);
    const waiting = await queue(prod, "inventory.sync");
    const { id: working } = await take((await queue(prod, "compliance.snapshot")).id);
    const environment = "/w/acme/environments/acme-prod";
    return {
      pages: {
        overview: "/w/acme",
        operations: "/w/acme/operations",
        "needs-attention": "/w/acme/operations?tab=needs_attention",
        "no-match": "/w/acme/operations?tab=all&type=policy.export",
        "run-that-succeeded": `/w/acme/operations/${review}`,
        "run-that-needs-attention": `/w/acme/operations/${problem}`,
        "run-that-waits": `/w/acme/operations/${waiting.id}`,
        "run-at-work": `/w/acme/operations/${working}`,
        environment,
        "empty-environment": "/w/acme/environments/acme-lab",
        review: `${environment}/environment-reviews/${related?.id}`,
        backup: `${environment}/backup-sets/${backupSetId}`,
        preview: `${environment}/restore-runs/${preview}`,
        policies: `${environment}/policies`,
        policy: `${environment}/policies/${policy?.id}`,
        evidence: `${environment}/evidence-snapshots/${evidence}`,
        connection: `${environment}/provider-connections/${seedConnectionId}`,
        ...made,
        inbox: "/w/acme/inbox",
        notifications: "/notifications",
        verify: "/verify",
        members: "/w/acme/members",
        audit: "/w/acme/audit",
        "not-found": "/w/acme/operations/00000000000000000000000000",
      },
      platformPages: {
        system: "/system/operations",
        "system-stuck": "/system/operations?view=stuck",
        "system-run": `/system/operations/${problem}`,
      },
      waiting: waiting.id,
    };
  });

  /**
   * Opens each page in turn as a user who may see it, in both widths, and expects that the browser noticed no mistake
   * on any. The page is drawn anew in the first width and resized to the second.
   */
  async function openAll({ widths, areLoaded, ...looks }: EachPage, look: LookAtPage): Promise<void> {
    const { stack, pages, platformPages } = await world();
    const shifted: object[] = [];
    for (const [user, all] of [
      ["owner", pages],
      ["platform", platformPages],
    ] as const) {
      const [[, first] = ["", "/"]] = Object.entries(all);
      const { page, mistakes, traffic } = await visit({ apiUrl: stack.apiUrl, user, path: first, ...looks });
      if (areLoaded === true) await watchLayoutShift(page);
      for (const [name, address] of Object.entries(all)) {
        for (const [at, width] of widths.entries()) {
          await page.setViewportSize({ width, height: 900 });
          if (at > 0) await drawn(page);
          else if (areLoaded !== true) await go(page, address);
          else {
            await page.goto(stack.apiUrl + address);
            await settled(page);
            await traffic.take();
            await drawn(page);
            const { sum, moved } = await layoutShift(page);
            if (sum > layoutShiftMax) shifted.push({ name, sum, moved });
          }
          await look(page, name, width);
        }
      }
      expect(mistakes).toEqual([]);
    }
    expect(shifted).toEqual([]);
  }

  return { world, openAll };
}

interface EachPage extends Omit<DisplayOptions, "width"> {
  readonly widths: readonly number[];
  /** Whether each page is loaded at its address, and must then move nothing that it has shown. */
  readonly areLoaded?: boolean;
}

/** Half of what web vitals call good. */
const layoutShiftMax = 0.05;

type LookAtPage = (page: Page, name: string, width: number) => Promise<void>;

/** Until a page that was resized has had the frames in which it follows. */
async function drawn(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let frame = 0; frame < 4; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
  });
}

const sidewaysLooksMax = 50;

/**
 * What is wider than its place: the page itself, or a part of it. Tabs have arrows, and raw data is scrolled to. A page
 * that was resized a moment ago is given time to follow.
 */
export async function scrolledSideways(page: Page): Promise<string[]> {
  let found: string[] = [];
  for (let look = 0; look < sidewaysLooksMax; look++) {
    found = await widerThanTheirPlace(page);
    if (found.length === 0) return found;
    await drawn(page);
  }
  return found;
}

function widerThanTheirPlace(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll("main *")]
      .filter((element) => element.scrollWidth > element.clientWidth + 1)
      .filter((element) => /auto|scroll/.test(getComputedStyle(element).overflowX) || element.tagName === "HTML")
      .filter((element) => element.closest('[role="tablist"], .raw') === null && !element.querySelector('[role="tab"]'))
      .map((element) => element.outerHTML.slice(0, 120)),
  );
}

/** Texts that do not fit their place and end there, such as a label in a narrow column. */
export function cutTexts(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("main *")]
      // Also a text of an element within: it ends where the one around it does.
      .filter((element) => (element.innerText ?? "").trim() !== "")
      .filter((element) => /hidden|clip/.test(getComputedStyle(element).overflowX) && element.clientWidth > 1)
      .filter((element) => element.scrollWidth > element.clientWidth + 1)
      .map((element) => element.outerHTML.slice(0, 160)),
  );
}

/** What makes a page untidy in any width: words broken at any letter, buttons that touch, placeholders that are cut. */
export function untidyParts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const tops = (node: Text, from: number, to: number) => {
      const range = document.createRange();
      range.setStart(node, from);
      range.setEnd(node, to);
      return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
    };
    for (const element of document.querySelectorAll("main *")) {
      // Ids may break anywhere.
      if (getComputedStyle(element).wordBreak !== "break-all" || element.closest(".id") !== null) continue;
      for (const node of element.childNodes) {
        if (!(node instanceof Text)) continue;
        for (const { 0: word, index } of node.data.matchAll(/\S+/g)) {
          if (tops(node, index, index + word.length) > 1) found.push(`broken word: ${word}`);
        }
      }
    }
    const boxes = [...document.querySelectorAll("main h1")].flatMap((heading) =>
      [
        ...(heading.closest("[class*=awsui_root]")?.parentElement?.querySelectorAll("button, a[class*=awsui_button]") ??
          []),
      ].map((button) => ({ name: button.textContent, box: button.getBoundingClientRect() })),
    );
    for (const [index, { name, box }] of boxes.entries()) {
      for (const other of boxes.slice(index + 1)) {
        const across = Math.max(box.left, other.box.left) - Math.min(box.right, other.box.right);
        const down = Math.max(box.top, other.box.top) - Math.min(box.bottom, other.box.bottom);
        if (Math.max(across, down) < 4) found.push(`touching buttons: ${name} and ${other.name}`);
      }
    }
    const pen = document.createElement("canvas").getContext("2d");
    for (const input of document.querySelectorAll<HTMLInputElement>("main input[placeholder]")) {
      const { font, paddingLeft, paddingRight } = getComputedStyle(input);
      if (pen === null) break;
      pen.font = font;
      const room = input.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight);
      if (pen.measureText(input.placeholder).width > room) found.push(`cut placeholder: ${input.placeholder}`);
    }
    return found;
  });
}

/** With `CONSOLE_PICTURES=1`: keeps what a page looks like in `reports/console`, for the reader of a change. */
export async function saveScreenshot(page: Page, name: string, fullPage = true): Promise<void> {
  if (process.env.CONSOLE_PICTURES !== "1") return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: path.join(pictures, `${name}.png`), fullPage });
}
