import type { Page, Request } from "playwright-core";
import { onTestFinished } from "vitest";

interface ObservedRequest {
  readonly method: string;
  readonly path: string;
  /** Undefined until there is an answer, and for good when there is none. */
  readonly status: number | undefined;
}

export interface Traffic {
  /** Waits until everything is answered, and takes what was asked since it was taken last. */
  take(): Promise<readonly ObservedRequest[]>;
}

/** What a page asks the API from now on until the test ends, in the order it asks. */
export function trafficOf(page: Page): Traffic {
  let asked: (ObservedRequest & { status: number | undefined })[] = [];
  const underWay = new Set<Promise<void>>();
  const note = (request: Request) => {
    const { pathname } = new URL(request.url());
    if (!pathname.startsWith("/api/")) return;
    const entry: (typeof asked)[number] = { method: request.method(), path: pathname, status: undefined };
    asked.push(entry);
    const answered = request.response().then(
      (response) => {
        entry.status = response?.status();
      },
      () => undefined,
    );
    const settled = answered.finally(() => underWay.delete(settled));
    underWay.add(settled);
  };
  page.on("request", note);
  onTestFinished(() => void page.off("request", note));

  return {
    async take() {
      do {
        await Promise.all(underWay);
        // What the page asks because of an answer, it has asked by the time it answers us twice.
        await page.evaluate(() => undefined);
        await page.evaluate(() => undefined);
      } while (underWay.size > 0);
      const taken = asked;
      asked = [];
      return taken;
    },
  };
}
