import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";

/**
 * The violations of WCAG 2.2 AA on a page, judged from its top: a target that is scrolled half under the sticky header
 * would count as too small.
 */
export async function accessibilityViolations(page: Page): Promise<string[]> {
  await page.evaluate(() => globalThis.scrollTo(0, 0));
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    // The console has no frames, so nothing has to be put together on a further page.
    .setLegacyMode()
    .analyze();
  return violations.map(({ id, nodes }) => `${id} at ${nodes[0]?.html.slice(0, 200)}`);
}
