import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults, RunOptions } from "axe-core";
import type { Page } from "playwright-core";

declare global {
  /** In a page, once the checker was loaded into it. */
  var axe: { run(on: Node, how: RunOptions): Promise<AxeResults> };
}

const checker = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** WCAG 2.2 AA. What is not a violation is neither described nor sent; the console loads no style from elsewhere. */
const options: RunOptions = {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
  resultTypes: ["violations"],
  preload: false,
};

/**
 * The violations of WCAG 2.2 AA on a page, judged from its top: a target that is scrolled half under the sticky header
 * would count as too small.
 */
export async function accessibilityViolations(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(checker);
  return page.evaluate(async (run) => {
    globalThis.scrollTo(0, 0);
    const { violations } = await axe.run(document, run);
    return violations.map(({ id, nodes }) => `${id} at ${nodes[0]?.html.slice(0, 200)}`);
  }, options);
}
