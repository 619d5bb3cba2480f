import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { en } from "../../console/src/words/en.ts";
import { readStackConfig } from "../../local/config.ts";
import { canRun, dynamoDbEngines } from "../../local/engines/dynamodb.ts";
import { type IssuerKind, issuerKinds } from "../../local/identity/issuer-kinds.ts";
import { type RunningStack, runStack } from "../../local/runtime/run-stack.ts";
import { skipIfMissing } from "../support/skip-if-missing.ts";
import { settled, theBrowser, visit } from "./chromium.ts";

/** By issuer: a stack in this process, so that a test moves the clock of its issuer and of its gateway. */
const stacks = new Map<IssuerKind, Promise<RunningStack>>();
beforeAll(() => vi.useFakeTimers({ toFake: ["Date"], now: Date.now() }));
afterAll(async () => {
  for (const stack of stacks.values()) await (await stack).stop();
  vi.useRealTimers();
});

const hub = "/w/acme/operations";
const signInPage = 'button[value="operator"]';

function stackWith(issuerKind: IssuerKind): Promise<RunningStack> {
  const environment = { PORT: "0", LOCAL_WORKERS: "off", LOCAL_SCHEDULES: "off", LOCAL_ISSUER: issuerKind };
  const stack = stacks.get(issuerKind) ?? runStack(readStackConfig(environment, ["--ephemeral"]));
  stacks.set(issuerKind, stack);
  return stack;
}

/** A signed-in operator's page, whose clock a test can move, and the visits to the issuer's sign-in from then on. */
async function anOperator(issuerKind: IssuerKind) {
  await theBrowser();
  skipIfMissing(dynamoDbEngines.some(canRun) ? {} : { missing: "nothing on this machine can be the table" });
  const { apiUrl, issuer } = (await stackWith(issuerKind)).description;
  const { page, context } = await visit({
    apiUrl,
    user: "operator",
    path: hub,
    ownSession: true,
    before: (opened) => opened.context().clock.install(),
  });
  await settled(page);
  const signIns: string[] = [];
  context.on("request", (request) => {
    if (request.isNavigationRequest() && request.url().startsWith(issuer)) signIns.push(request.url());
  });
  return {
    page,
    context,
    apiUrl,
    signIns,
    /** Moves the clocks of the issuer, the gateway and the browser. */
    async pass(hours: number) {
      vi.setSystemTime(Date.now() + hours * 3_600_000);
      await context.clock.fastForward(hours * 3_600_000);
    },
  };
}

const parametersOf: Readonly<Record<IssuerKind, readonly string[]>> = {
  cognito: ["client_id", "logout_uri"],
  openid: ["id_token_hint", "post_logout_redirect_uri"],
};

describe.each(issuerKinds)("the session at a %s issuer", (issuerKind) => {
  it("is over after sign-out: the next visit asks for credentials", async () => {
    const { page, apiUrl, signIns: visits } = await anOperator(issuerKind);

    await page.getByRole("button", { name: "operator" }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    if (issuerKind === "openid") await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("heading", { name: en.door.signed_out.title }).waitFor();
    await expect.poll(() => page.url()).toBe(`${apiUrl}/signed-out`);
    const kept = () => page.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith("oidc.")));
    await expect.poll(kept).toEqual([]);
    // Each issuer gets the parameters that it documents, and no others.
    const [leaving = ""] = visits;
    expect([...new URL(leaving).searchParams.keys()].sort()).toEqual(parametersOf[issuerKind]);

    await page.goto(apiUrl + hub);
    await page.locator(signInPage).waitFor();
  });

  it("continues for a working day, in a reloaded and in a new tab", async () => {
    const { page, context, apiUrl, signIns, pass } = await anOperator(issuerKind);

    await pass(8);
    await page.reload();
    await settled(page);
    const other = await context.newPage();
    await other.goto(apiUrl + hub);
    await settled(other);

    expect(signIns).toEqual([]);
  });

  it("survives a concurrent renewal in several tabs", async () => {
    const { page, context, apiUrl, signIns, pass } = await anOperator(issuerKind);
    const tabs = [page, ...(await Promise.all([1, 2].map(() => context.newPage())))];
    // A page that is left while it renews would lose its response and count twice.
    await page.goto("about:blank");
    const renewals: number[] = [];
    context.on("response", (response) => {
      if (response.request().method() === "POST" && response.url().endsWith("/token")) renewals.push(response.status());
    });

    await pass(2);
    await Promise.all(tabs.map((tab) => tab.goto(apiUrl + hub)));
    await Promise.all(tabs.map(settled));

    expect([renewals, signIns]).toEqual([[200], []]);
  });
});

it("the session ends after a working day", async () => {
  const { page, pass } = await anOperator("cognito");

  // Each renewal keeps the end of the first refresh token.
  for (const hours of [5, 5, 3]) {
    await pass(hours);
    // The last load is cut off when the console leaves for the issuer.
    if (hours === 3) await page.reload().catch(() => undefined);
    else await page.reload();
    if (hours === 5) await settled(page);
  }

  await page.locator(signInPage).waitFor();
});
