import { mkdirSync } from "node:fs";
import type { Browser, Locator, Page } from "playwright-core";
import { startStack } from "../local/runtime/start-stack.ts";
import { findChromium, launchChromium } from "../test/browser/launch.ts";
import { prepareTasks, type TaskWorld } from "./console-task-world.ts";
import { PeerMissingError } from "./peer-packages.ts";
import type { Measured } from "./report.ts";
import { rounded } from "./statistics.ts";

const pictures = new URL("../reports/console-tasks/", import.meta.url).pathname;

/** What a person does: every click, key and text counts, and each step leaves a picture. */
interface Hands {
  readonly page: Page;
  click(what: Locator): Promise<void>;
  type(where: Locator, text: string): Promise<void>;
  press(key: string): Promise<void>;
  /** Waits until the person reads what they looked for. */
  see(what: Locator): Promise<void>;
}

interface Task {
  readonly name: string;
  readonly user: string;
  carryOut(hands: Hands, world: TaskWorld): Promise<void>;
}

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).first();
const inDialog = (page: Page, name: string) => page.getByRole("dialog").getByRole("button", { name, exact: true });
const tab = (page: Page, name: string) => page.getByRole("navigation").getByRole("link", { name, exact: true });

/** Ten tasks of an operator. Each begins on the overview, as after a sign-in. */
const tasks: readonly Task[] = [
  {
    name: "find why Acme lab is red, and fix it",
    user: "owner",
    async carryOut({ page, click, see }) {
      await click(tab(page, "Inbox"));
      await see(page.getByText(/was disabled by owner/).first());
      await click(button(page, /^Enable and check/));
      await click(inDialog(page, "Enable and check"));
      await see(page.locator(".toasts").getByRole("link", { name: "Provider connection check" }));
    },
  },
  {
    name: "stop a run",
    user: "operator",
    async carryOut({ page, click, see }, { waiting }) {
      await click(tab(page, "Operations"));
      await click(page.getByRole("tab", { name: /^Active/ }));
      await click(page.locator(`main table a[href$="${waiting}"]`).first());
      await click(button(page, "Stop run"));
      await click(inDialog(page, "Stop run"));
      await see(page.locator("main").getByText("Cancelled", { exact: true }).first());
    },
  },
  {
    name: "restore two policies after a look at the difference",
    user: "manager",
    async carryOut({ page, click, type, see }, { policies }) {
      await click(page.locator("main").getByRole("link", { name: "Acme production", exact: true }).first());
      await click(page.getByRole("link", { name: "Before the change" }));
      for (const name of policies) {
        await type(page.getByPlaceholder("Find policies"), name);
        await click(page.getByRole("checkbox", { name: `Select ${name}` }));
      }
      await click(button(page, "Preview restore of 2 policies"));
      await click(button(page, `Show differences: ${policies[0]}`));
      await see(page.getByRole("dialog").locator("del").first());
      await click(page.getByRole("dialog").getByRole("button", { name: "Close", exact: true }).first());
      await click(button(page, "Carry out restore"));
      await type(page.getByRole("dialog").getByRole("textbox"), "Acme production");
      await click(inDialog(page, "Change 2 policies"));
      await see(page.locator("main").getByText("Applied", { exact: true }).nth(1));
    },
  },
  {
    name: "acknowledge forty repeats at once",
    user: "operator",
    async carryOut({ page, click, type, see }) {
      await click(tab(page, "Inbox"));
      const row = page.locator("main table tbody tr", { hasText: "Inventory sync" }).first();
      await click(row.getByRole("button", { name: "Actions" }));
      await click(page.getByRole("menuitem", { name: "Acknowledge" }));
      await see(page.getByRole("dialog").getByText("39 earlier runs"));
      await type(page.getByRole("dialog").getByRole("textbox"), "Known outage of the provider");
      await click(inDialog(page, "Acknowledge"));
      await see(page.getByRole("dialog").getByText(/^Done for/));
      await click(page.getByRole("dialog").getByRole("button", { name: "Close", exact: true }).last());
      await row.waitFor({ state: "detached" });
    },
  },
  {
    name: "find last week's failed syncs of one environment and export them",
    user: "readonly",
    async carryOut({ page, click, type, press, see }, { weekAgo }) {
      await click(tab(page, "Operations"));
      const filter = page.locator("#filter input");
      for (const token of ["Operation = Policy sync", "Environment = Acme lab", "Outcome = Failed"]) {
        await type(filter, token);
        await press("Enter");
      }
      await type(filter, `Created from = ${weekAgo}`);
      await press("Enter");
      await see(page.locator("main table [data-row-link]").first());
      const download = page.waitForEvent("download");
      await click(button(page, "Export as CSV"));
      await download;
    },
  },
  {
    name: "see who disabled a connection",
    user: "owner",
    async carryOut({ page, click, see }) {
      await click(page.locator("main").getByRole("link", { name: "Acme lab", exact: true }).first());
      await click(page.locator("main").getByRole("link", { name: "Sample provider" }).first());
      await click(page.getByRole("link", { name: "Audit trail" }));
      await see(page.getByText("Connection disabled").first());
    },
  },
  {
    name: "see what changed in a policy since the last sync",
    user: "readonly",
    async carryOut({ page, click, type, press, see }, { policies }) {
      await click(page.locator("main").getByRole("link", { name: "Acme production", exact: true }).first());
      await click(page.locator("main").getByRole("link", { name: "Policies", exact: true }));
      await type(page.getByRole("searchbox", { name: "Search by name or id" }), policies[0] ?? "");
      await press("Enter");
      await click(page.locator("main table").getByRole("link", { name: policies[0] ?? "" }));
      await click(button(page, /^Compare with the version before/));
      await see(page.getByRole("dialog").locator("ins").first());
    },
  },
  {
    name: "mark every notification as read",
    user: "owner",
    async carryOut({ page, click, see }) {
      await click(page.locator('a[href="/notifications"]:visible').first());
      await click(button(page, "Mark all as read"));
      await see(
        page.locator("main").getByText("0 unread").or(page.locator("main").getByText("Nothing unread")).first(),
      );
    },
  },
  {
    name: "publish the newest review",
    user: "manager",
    async carryOut({ page, click, see }) {
      await click(page.locator("main").getByRole("link", { name: "Acme production", exact: true }).first());
      await click(page.locator("main li", { hasText: "Reviews" }).getByRole("link").nth(1));
      await click(button(page, "Publish"));
      await click(inDialog(page, "Publish"));
      await see(page.locator("main").getByText("Published", { exact: true }).first());
    },
  },
  {
    name: "save the failed runs as a view for the whole team",
    user: "operator",
    async carryOut({ page, click, type, see }) {
      await click(tab(page, "Operations"));
      await click(page.getByRole("tab", { name: /^Failed/ }));
      await click(button(page, "Views"));
      await click(page.getByRole("menuitem", { name: /^Save/ }));
      await type(page.getByRole("dialog").getByRole("textbox").first(), "Failed runs");
      await click(inDialog(page, "Save"));
      await page.getByRole("dialog").waitFor({ state: "detached" });
      await click(button(page, "Views"));
      await see(page.getByRole("menuitem", { name: "Failed runs" }).first());
    },
  },
];

/** Carries out ten tasks of an operator in a browser, and counts their clicks, texts, keys and seconds. */
export async function measureConsoleTasks(): Promise<Measured> {
  const found = findChromium();
  if ("missing" in found) throw new PeerMissingError(found.missing);
  const stack = await startStack({ hasSchedules: false });
  const browser = await launchChromium(found.executable);
  mkdirSync(pictures, { recursive: true });
  try {
    const world = await prepareTasks(stack);
    const done = [];
    for (const [index, task] of tasks.entries())
      done.push(await measureTask(browser, stack.apiUrl, { task, index, world }));
    return {
      results: { tasks: done },
      plots: {},
      lines: done.map(
        (one) => `${one.seconds} s, ${one.clicks} clicks, ${one.texts} texts, ${one.keys} keys: ${one.task}`,
      ),
      versions: { chromium: browser.version() },
    };
  } finally {
    await browser.close();
    await stack.stop();
  }
}

async function measureTask(
  browser: Browser,
  apiUrl: string,
  { task, index, world }: { readonly task: Task; readonly index: number; readonly world: TaskWorld },
) {
  const context = await browser.newContext({ locale: "en-US", viewport: { width: 1440, height: 900 } });
  try {
    const page = await context.newPage();
    await page.goto(`${apiUrl}/w/acme`);
    await page.locator(`button[value="${task.user}"]`).click();
    await page.locator("main[data-page] h1").waitFor();
    const counts = { clicks: 0, texts: 0, keys: 0 };
    let step = 0;
    const picture = () => page.screenshot({ path: `${pictures}${index + 1}-${step++}.png` });
    const startedAt = performance.now();
    let drawing = 0;
    const loading = page.locator("[data-loading]");
    const keep = async () => {
      // A person goes on once there is something to read.
      while ((await loading.count()) > 0) await loading.first().waitFor({ state: "detached" });
      const before = performance.now();
      await picture();
      drawing += performance.now() - before;
    };
    await task.carryOut(
      {
        page,
        async click(what) {
          await what.click();
          counts.clicks++;
          await keep();
        },
        async type(where, text) {
          await where.fill(text);
          counts.texts++;
        },
        async press(key) {
          await page.keyboard.press(key);
          counts.keys++;
          await keep();
        },
        async see(what) {
          await what.waitFor();
          await keep();
        },
      },
      world,
    );
    const seconds = rounded((performance.now() - startedAt - drawing) / 1000, 1);
    return { task: task.name, user: task.user, ...counts, seconds };
  } finally {
    await context.close();
  }
}
