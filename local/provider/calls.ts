import type { Answer } from "./answers.ts";

/** Distinct calls that are counted; more would only be ids. */
const callsMax = 10_000;

/** What the provider was asked, and what it answered: counts per method, path and status, in memory only. */
export function createCalls() {
  const counts = new Map<string, number>();

  return {
    /** `status` 0 stands for a connection that was cut. */
    note(method: string, { pathname }: URL, status: number): void {
      const key = JSON.stringify([method, decodeURIComponent(pathname), status]);
      if (counts.size < callsMax || counts.has(key)) counts.set(key, (counts.get(key) ?? 0) + 1);
    },

    /** Handles `/_calls`: `GET` lists, `DELETE` begins anew; undefined for any other path. */
    control(method: string, path: string): Answer | undefined {
      if (path !== "/_calls") return undefined;
      const calls = [...counts].map(([key, count]) => {
        const [verb, at, status]: [string, string, number] = JSON.parse(key);
        return { method: verb, path: at, status, count };
      });
      if (method === "DELETE") counts.clear();
      return { status: 200, body: { calls } };
    },
  };
}
