import type { RunAnswer } from "../../../shared/contract/runs.ts";
import type { World } from "../world.ts";

export const hub = "/api/workspaces/acme/operations";

/** All rows of a hub list, page by page until it has no cursor. */
export async function everyRow(
  world: World,
  filter: Readonly<Record<string, string | undefined>>,
  as = "operator",
): Promise<RunAnswer[]> {
  const rows: RunAnswer[] = [];
  let cursor: string | null = null;
  do {
    const params = { ...filter, ...(cursor !== null && { cursor }) };
    const entries = Object.entries(params).filter((entry): entry is [string, string] => entry[1] !== undefined);
    const { body } = await world.call({ path: hub, query: new URLSearchParams(entries).toString(), as });
    rows.push(...body.items);
    cursor = body.nextCursor;
  } while (cursor !== null);
  return rows;
}
