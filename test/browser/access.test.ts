import { decodeJwt } from "jose";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import * as z from "zod";
import { consoleClientId } from "../../local/identity/configuration.ts";
import { go, settled, visit } from "./chromium.ts";
import { sharedStack } from "./stack.ts";

const hub = "/w/acme/operations?tab=failed&type=policy.sync";
const world = sharedStack({ hasWorkers: false }, async () => ({}));

const issuer = z.object({ revocation_endpoint: z.url() });
const tokens = z.object({ refresh_token: z.string(), access_token: z.string() });

/** How the issuer answers the next refresh token. */
async function renewal(page: Page): Promise<number> {
  const response = await page.waitForResponse(
    (answer) => answer.request().postData()?.includes("grant_type=refresh_token") === true,
  );
  return response.status();
}

/** The token that the next request to the API carries. */
async function nextToken(page: Page, act: () => Promise<unknown>): Promise<string | undefined> {
  const [request] = await Promise.all([
    page.waitForRequest((asked) => new URL(asked.url()).pathname.startsWith("/api/")),
    act(),
  ]);
  return request.headers().authorization;
}

/** Makes the page ask the API again, as when its reader returns to it, unless it is leaving for the issuer already. */
const askAgain = (page: Page) =>
  page.evaluate(() => window.dispatchEvent(new Event("visibilitychange"))).catch(() => undefined);

/** Moves the page's clock to half a minute before a token ends, however long the test has taken so far. */
async function nearTheEndOf(page: Page, token: string): Promise<void> {
  const { exp = 0 } = decodeJwt(token);
  const now = await page.evaluate(() => Date.now());
  await page.clock.fastForward((exp - 30) * 1000 - now);
}

it("console renews its token before it expires, without leaving the page", async () => {
  const { stack } = await world();
  const { page } = await visit({
    apiUrl: stack.apiUrl,
    user: "operator",
    path: hub,
    ownSession: true,
    before: (opened) => opened.clock.install(),
  });
  await settled(page);
  await page.evaluate(() => Object.assign(window, { isSamePage: true }));
  const before = await nextToken(page, () => go(page, "/w/acme/inbox"));

  const renewed = renewal(page);
  await nearTheEndOf(page, before?.replace("Bearer ", "") ?? "");
  const after = await nextToken(page, () => go(page, "/w/acme"));
  expect(await renewed).toBe(200);

  expect(after).toMatch(/^Bearer ./);
  expect(after).not.toBe(before);
  expect(await page.evaluate(() => "isSamePage" in window)).toBe(true);
});

it("a refused refresh token leads to the issuer and back to the page", async () => {
  const { stack } = await world();
  const given = Promise.withResolvers<{ endpoint: string; token: string; accessToken: string }>();
  const { page, context } = await visit({
    apiUrl: stack.apiUrl,
    user: "operator",
    path: hub,
    ownSession: true,
    async before(opened) {
      await opened.clock.install();
      opened.on("response", async (response) => {
        if (response.request().postData()?.includes("grant_type=authorization_code") !== true) return;
        const { refresh_token: token, access_token: accessToken } = tokens.parse(await response.json());
        given.resolve({ endpoint: response.url(), token, accessToken });
      });
    },
  });
  await settled(page);

  // An administrator has revoked the session.
  const { endpoint, token, accessToken } = await given.promise;
  const discovery = await fetch(new URL("/.well-known/openid-configuration", endpoint));
  const { revocation_endpoint } = issuer.parse(await discovery.json());
  const body = new URLSearchParams({ client_id: consoleClientId, token });
  expect((await fetch(revocation_endpoint, { method: "POST", body })).status).toBe(200);
  await context.clearCookies();
  const refused = renewal(page);
  await nearTheEndOf(page, accessToken);
  await askAgain(page);
  expect(await refused).toBe(400);

  await page.locator('button[value="operator"]').click();
  await page.locator(`main[data-page="${hub}"]`).waitFor();
  await expect.poll(() => page.url()).toBe(stack.apiUrl + hub);
});

/** Lets the next requests to the API carry a token that it rejects, and makes the page ask. */
async function rejectTokens(page: Page, count: number): Promise<void> {
  await page.evaluate((times) => {
    const send = window.fetch;
    let left = times;
    window.fetch = (address, init) => {
      const { pathname } = new URL(address instanceof Request ? address.url : address, location.href);
      if (left === 0 || !pathname.startsWith("/api/")) return send(address, init);
      left -= 1;
      return send(address, { ...init, headers: { authorization: "Bearer of no one" } });
    };
  }, count);
  await askAgain(page);
}

it("a rejected token is renewed without leaving the page", async () => {
  const { stack } = await world();
  const { page } = await visit({ apiUrl: stack.apiUrl, user: "operator", path: hub, ownSession: true });
  await settled(page);
  await page.evaluate(() => Object.assign(window, { isSamePage: true }));

  const renewed = renewal(page);
  await rejectTokens(page, 1);

  expect(await renewed).toBe(200);
  await settled(page);
  expect(await page.evaluate(() => "isSamePage" in window)).toBe(true);
});

it("a token rejected after its renewal leads to the issuer and back", async () => {
  const { stack } = await world();
  const { page } = await visit({ apiUrl: stack.apiUrl, user: "operator", path: hub, ownSession: true });
  await settled(page);

  const signedIn = page.waitForRequest((asked) => asked.postData()?.includes("grant_type=authorization_code") === true);
  await rejectTokens(page, Number.POSITIVE_INFINITY);
  await signedIn;
  await page.locator(`main[data-page="${hub}"]`).waitFor();
  await expect.poll(() => page.url()).toBe(stack.apiUrl + hub);
});

it("adding, changing and removing a member each confirm their consequence", async () => {
  const { stack } = await world();
  const { page } = await visit({ apiUrl: stack.apiUrl, user: "owner", path: "/w/acme/members" });
  const row = page.locator("main table tr", { has: page.getByText("newcomer", { exact: true }) });
  const dialog = page.getByRole("dialog");
  const choose = async (role: string) => {
    await dialog.getByRole("button", { name: /^Role/ }).click();
    await page.getByRole("option", { name: role }).click();
  };

  await page.getByRole("button", { name: "Add member" }).click();
  await dialog.getByRole("textbox", { name: "Person" }).fill("newcomer");
  await choose("Operator");
  await dialog.getByRole("button", { name: "Save" }).click();
  await row.getByText("Operator").waitFor();
  await row.getByText("All environments").waitFor();

  await page.getByRole("button", { name: "Change: newcomer" }).click();
  await choose("Manager");
  await dialog.getByRole("checkbox", { name: "All environments" }).click();
  await dialog.getByRole("button", { name: /^Environments/ }).click();
  await page.getByRole("option", { name: "Acme lab" }).click();
  await page.keyboard.press("Escape");
  await dialog.getByRole("button", { name: "Save" }).click();
  await row.getByText("Manager").waitFor();
  await row.getByText("Acme lab").waitFor();

  await page.getByRole("button", { name: "Change: newcomer" }).click();
  await dialog.getByRole("button", { name: /^Account/ }).click();
  await page.getByRole("option", { name: "API client" }).click();
  // A client needs a person who answers for it.
  expect(await dialog.getByRole("button", { name: "Save" }).isDisabled()).toBe(true);
  await dialog.getByRole("button", { name: /^Belongs to/ }).click();
  expect(await page.getByRole("option", { name: "newcomer" }).count()).toBe(0);
  await page.getByRole("option", { name: "manager", exact: false }).first().click();
  await dialog.getByRole("button", { name: "Save" }).click();
  await row.getByText(/Client of (?:lab-)?manager/).waitFor();

  await page.getByRole("button", { name: "Remove: newcomer" }).click();
  await dialog.getByText("newcomer loses access to this workspace at once.").waitFor();
  await dialog.getByRole("button", { name: "Remove" }).click();
  await row.getByText("Removed").waitFor();
  await page.getByRole("button", { name: "Change: newcomer" }).waitFor({ state: "detached" });
});

it("a page without permission states that the permission is missing", async () => {
  const { stack } = await world();
  const { page } = await visit({ apiUrl: stack.apiUrl, user: "operator", path: "/w/acme/members" });

  await page.getByRole("heading", { name: "No permission", level: 1 }).waitFor();
});
