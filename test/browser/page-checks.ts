import type { Page } from "playwright-core";

/** Until a page that was resized has had the frames in which it follows. */
export async function drawn(page: Page): Promise<void> {
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
