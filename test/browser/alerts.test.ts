import { expect, it } from "vitest";
import * as z from "zod";
import { apiOf } from "../scenarios/api.ts";
import { accessibilityViolations } from "./accessibility.ts";
import { channelSecret, someAlerts } from "./alert-records.ts";
import { go, visit } from "./chromium.ts";
import { saveScreenshot } from "./every-page.ts";
import { sharedStack } from "./stack.ts";

const world = sharedStack({}, someAlerts);
const base = "/w/acme";
const list = `${base}/alerts`;
const pathOf = (key: string) => `${list}/alert?${new URLSearchParams({ key })}`;

it("each list of alerts shows as many as its tab counts", async () => {
  const { stack } = await world();
  const { page, mistakes } = await visit({ apiUrl: stack.apiUrl, user: "readonly", path: list });
  const rows = page.locator("main table [data-row-link] a");
  for (const [tab, count] of [
    ["Open", 2],
    ["Snoozed", 1],
    ["Closed", 1],
  ] as const) {
    await page.getByRole("button", { name: new RegExp(`^${tab}`) }).click();
    await page.getByRole("button", { name: `${tab} (${count})` }).waitFor();
    await expect.poll(() => rows.count()).toBe(count);
    // A reader may not snooze: the only such button is the tab.
    expect(await page.getByRole("button", { name: /nooze/ }).count()).toBe(1);
  }
  expect(mistakes).toEqual([]);
});

it("an alert page states reason, proof of close and messages to channels", async () => {
  const { stack, openKey, closedKey } = await world();
  const { page } = await visit({ apiUrl: stack.apiUrl, user: "readonly", path: pathOf(openKey) });
  const main = page.locator("main");
  const sent = main.getByRole("table", { name: "Channels" });
  await main.getByRole("heading", { name: "Policy sync failed in Acme lab", level: 1 }).waitFor();
  await main.getByRole("heading", { name: "The provider does not permit this." }).waitFor();
  await sent.getByText("The message that the alert is open was accepted.").waitFor();

  await go(page, pathOf(closedKey));
  await main.getByRole("heading", { name: "Resolved: the cause is gone." }).waitFor();
  await sent.getByText("The message that the alert is resolved was accepted.").waitFor();
  await sent.getByRole("link", { name: "Ticket system" }).click();
  await main.getByText("No message was sent yet.").waitFor();
});

it("an alert is snoozed until an instant and released before it", async () => {
  const { stack } = await world();
  const { page, mistakes } = await visit({ apiUrl: stack.apiUrl, user: "operator", path: list });
  const dialog = page.getByRole("dialog");
  const alert = "Inventory sync failed in Acme production";
  await page.getByRole("button", { name: `Snooze: ${alert}` }).click();
  await dialog.getByRole("button", { name: "For" }).click();
  await page.getByRole("option", { name: "7 days" }).click();
  await dialog.getByRole("radio", { name: "When the reason changes" }).click();
  await dialog.getByRole("textbox", { name: "Reason" }).fill("Known until the licence is renewed");
  await saveScreenshot(page, "snooze", false);
  expect(await accessibilityViolations(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Snooze", exact: true }).click();
  await page.getByRole("button", { name: "Open (1)" }).waitFor();

  await page.getByRole("button", { name: "Snoozed (2)" }).click();
  await page.getByText(/\(operator\): Known until the licence is renewed/).waitFor();
  await page.getByRole("button", { name: `End snooze: ${alert}` }).click();
  await dialog.getByRole("textbox").fill("The licence is renewed");
  await dialog.getByRole("button", { name: "End snooze", exact: true }).click();
  await page.getByRole("button", { name: "Open (2)" }).waitFor();
  expect(mistakes).toEqual([]);
});

it("a rule is created, changed and removed", async () => {
  const { stack } = await world();
  const { page, mistakes } = await visit({ apiUrl: stack.apiUrl, user: "manager", path: `${list}/rules` });
  const dialog = page.getByRole("dialog");
  const rules = page.getByRole("table", { name: "Alert rules" });
  const choose = async (label: string, option: string) => {
    await dialog.getByRole("button", { name: label }).click();
    await page.getByRole("option", { name: option }).first().click();
    await page.keyboard.press("Escape");
  };
  await page.getByRole("button", { name: "New rule" }).click();
  await dialog.getByRole("textbox", { name: "Name", exact: true }).fill("Overdue work");
  await choose("Causes", "Overdue");
  await choose("Channels", "Ticket system");
  await dialog.getByRole("spinbutton", { name: "Opens after (minutes)" }).fill("15");
  await saveScreenshot(page, "alert-rule-form", false);
  expect(await accessibilityViolations(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Save" }).click();
  await rules.getByRole("row", { name: /Overdue work.*15 min.*Ticket system/ }).waitFor();

  await page.getByRole("button", { name: "Change: Overdue work" }).click();
  await dialog.getByRole("textbox", { name: "Name", exact: true }).fill("Late work");
  await dialog.getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: "Remove: Late work" }).click();
  await dialog.getByRole("button", { name: "Remove", exact: true }).click();
  await rules.getByText("Late work").waitFor({ state: "detached" });
  expect(mistakes).toEqual([]);
});

it("a rule that names a removed channel shows it, and is saved without it", async () => {
  const { stack } = await world();
  const manage = async (method: string, path: string, body?: object) => {
    const init = { method, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
    const { text } = await apiOf(stack).request("owner", `/api/workspaces/acme/${path}`, init);
    return text === "" ? "" : z.looseObject({ id: z.string().default("") }).parse(JSON.parse(text)).id;
  };
  const gone = { name: "Old pager", kind: "slack", secretName: channelSecret };
  const channel = await manage("POST", "channels", gone);
  const rule = { name: "Stopped work", causes: ["blocked"], environments: "all", channelIds: [channel] };
  const id = await manage("POST", "alert-rules", rule);
  await manage("DELETE", `channels/${channel}`);

  const { page } = await visit({ apiUrl: stack.apiUrl, user: "manager", path: `${list}/rules` });
  const dialog = page.getByRole("dialog");
  const row = page.getByRole("table", { name: "Alert rules" }).getByRole("row", { name: /Stopped work/ });
  await row.getByText("Removed channel").waitFor();
  await page.getByRole("button", { name: "Change: Stopped work" }).click();
  await dialog.getByRole("button", { name: /Removed channel/ }).click();
  await dialog.getByRole("button", { name: "Save" }).click();
  await row.getByText("None; only listed").waitFor();
  await manage("DELETE", `alert-rules/${id}`);
});

it("a channel is created after its secret is corrected, changed and removed", async () => {
  const { stack } = await world();
  const { page, mistakes } = await visit({ apiUrl: stack.apiUrl, user: "manager", path: `${list}/channels` });
  const dialog = page.getByRole("dialog");
  await page.getByText("The channel does not deliver.").waitFor();
  await page.getByRole("button", { name: "New channel" }).click();
  await dialog.getByRole("textbox", { name: "Name", exact: true }).fill("Pager");
  await dialog.getByRole("textbox", { name: "URL" }).fill("https://pager.example.org/alerts");
  await dialog.getByRole("textbox", { name: "Secret name" }).fill("runtruth/dev/globex/_channels/tickets");
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.getByText(/must begin with/).waitFor();
  await saveScreenshot(page, "channel-form", false);
  expect(await accessibilityViolations(page)).toEqual([]);
  await dialog.getByRole("textbox", { name: "Secret name" }).fill(channelSecret);
  await dialog.getByRole("button", { name: "Save" }).click();

  await page.getByRole("link", { name: "Pager" }).click();
  await page.getByRole("button", { name: "Change" }).click();
  await dialog.getByRole("textbox", { name: "Name", exact: true }).fill("Pager of the night");
  await dialog.getByRole("button", { name: "Save" }).click();
  await page.getByRole("heading", { name: "Pager of the night", level: 1 }).waitFor();

  await page.getByText("No delivery was started yet.").waitFor();
  await page.getByRole("button", { name: "Send test message" }).click();
  await dialog.getByRole("button", { name: "Send test message" }).click();
  const delivery = page.getByRole("table", { name: "Deliveries" }).getByRole("row", { name: /Test/ });
  await delivery.getByText("Attempt 1").waitFor();
  await page.getByRole("button", { name: "Remove" }).click();
  await dialog.getByRole("button", { name: "Remove" }).click();
  await page.waitForURL(/\/channels$/);
  await page.getByRole("link", { name: "On-call chat" }).waitFor();
  await page.getByRole("link", { name: "Pager of the night" }).waitFor({ state: "detached" });
  expect(mistakes).toEqual([]);
});
