import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { repositoryRoot } from "../../local/config.ts";
import { seedConnectionId } from "../../local/seed.ts";
import { apiOf, runOf } from "../scenarios/api.ts";
import { byHand } from "./by-hand.ts";
import { go, type Looks, visit } from "./chromium.ts";
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
    await run("tenant.evidence.snapshot.generate");
    const review = await run("environment.review.compose");
    const backup = await run("backup_set.update", { name: "Before the change" });
    const backupSetId = (await api.findRun("owner", "acme", backup)).related?.id;
    const preview = await run("restore.execute", { backupSetId, dryRun: true });
    await fetch(`${stack.provider.origin}/_consent`, { method: "POST", body: JSON.stringify({ granted: false }) });
    const problem = await run("provider.connection.check");
    await fetch(`${stack.provider.origin}/_consent`, { method: "POST", body: JSON.stringify({ granted: true }) });
    const { related } = await api.findRun("owner", "acme", review);
    const { queue, take } = byHand(stack);
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
        "run-that-needs-somebody": `/w/acme/operations/${problem}`,
        "run-that-waits": `/w/acme/operations/${waiting.id}`,
        "run-at-work": `/w/acme/operations/${working}`,
        environment,
        "empty-environment": "/w/acme/environments/acme-lab",
        review: `${environment}/environment-reviews/${related?.id}`,
        backup: `${environment}/backup-sets/${backupSetId}`,
        preview: `${environment}/restore-runs/${preview}`,
        connection: `${environment}/provider-connections/${seedConnectionId}`,
        inbox: "/w/acme/inbox",
        notifications: "/notifications",
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

  /** Opens each page in turn as somebody who may see it, and holds that the browser noticed no mistake on any. */
  async function openAll(looks: Looks, look: (page: Page, name: string) => Promise<void>): Promise<void> {
    const { stack, pages, platformPages } = await world();
    for (const [user, all] of [
      ["owner", pages],
      ["platform", platformPages],
    ] as const) {
      const [[, first] = ["", "/"]] = Object.entries(all);
      const { page, mistakes } = await visit({ apiUrl: stack.apiUrl, user, path: first, ...looks });
      for (const [name, address] of Object.entries(all)) {
        await go(page, address);
        await look(page, name);
      }
      expect(mistakes).toEqual([]);
    }
  }

  return { world, openAll };
}

/** Keeps what a page looks like, for somebody to look at. */
export async function keepPicture(page: Page, name: string, fullPage = true): Promise<void> {
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: path.join(pictures, `${name}.png`), fullPage });
}
