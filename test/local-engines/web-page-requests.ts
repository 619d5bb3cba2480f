import { request } from "node:http";

/** How a page of another site reaches a server on this machine, by the headers that its browser sends. */
const pages = [
  { page: "a post from another site", method: "POST", headers: { origin: "https://example.com" } },
  { page: "a preflight from another site", method: "OPTIONS", headers: { origin: "https://example.com" } },
  { page: "an image of another site", method: "GET", headers: { "sec-fetch-site": "cross-site" } },
  { page: "a page whose name was rebound", method: "GET", headers: { host: "example.com" } },
] as const;

/** What a server answers to each of these requests of web pages, by its description. */
export async function answersToPages(endpoint: string): Promise<Readonly<Record<string, number>>> {
  const answers: Record<string, number> = {};
  for (const { page, method, headers } of pages) answers[page] = await statusOf(endpoint, method, headers);
  return answers;
}

/** The expected answers: every page is rejected. */
export const everyPageRejected = Object.fromEntries(pages.map(({ page }) => [page, 403]));

/** The status of a request with these headers; fetch would not let a test set some of them. */
export function statusOf(endpoint: string, method: string, headers: Readonly<Record<string, string>>): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(endpoint, { method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.once("error", reject);
    sent.end();
  });
}
