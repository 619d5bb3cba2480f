import type { TestProject } from "vitest/node";
import { repositoryRoot } from "../../local/config.ts";
import { buildConsole } from "../../local/console/build.ts";
import type { Missing } from "../support/skip-if-missing.ts";
import { findChromium, serveChromium } from "./launch.ts";

declare module "vitest" {
  interface ProvidedContext {
    chromium: { readonly endpoint: string } | Missing;
  }
}

/** Starts one Chromium for all files and builds the console once, before several stacks ask for it. */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const found = findChromium();
  if ("missing" in found) {
    project.provide("chromium", found);
    return undefined;
  }
  const [server] = await Promise.all([serveChromium(found.executable), buildConsole(repositoryRoot)]);
  project.provide("chromium", { endpoint: server.wsEndpoint() });
  return () => server.close();
}
