import { existsSync } from "node:fs";
import { type Browser, type BrowserServer, chromium } from "playwright-core";
import type { Missing } from "../support/skip-if-missing.ts";

/** First the build without a user interface of its own, which takes half the processor time. */
const places = [
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
] as const;
const args = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // The way over the issuer and back would start a process for each step, and compile the console again in each.
  "--process-per-site",
];

/** The browser of this machine: `CHROMIUM`, or what Debian and Google install. */
export function findChromium(): { readonly executable: string } | Missing {
  const executable = [process.env.CHROMIUM ?? "", ...places].find((place) => place !== "" && existsSync(place));
  return executable === undefined ? { missing: "no Chromium is installed on this machine" } : { executable };
}

/** No page of a test lives long enough to earn back what the optimizing compilers take: an eighth of the processor time. */
const testArgs = [...args, "--js-flags=--no-opt --no-maglev"];

/** A browser of the caller's own, which measures what people see. */
export function launchChromium(executable: string): Promise<Browser> {
  return chromium.launch({ executablePath: executable, args });
}

/** A browser that several threads connect to; each sees its own contexts only. */
export function serveChromium(executable: string): Promise<BrowserServer> {
  return chromium.launchServer({ executablePath: executable, args: testArgs, host: "127.0.0.1" });
}
