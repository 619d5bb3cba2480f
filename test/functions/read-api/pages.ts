import type { RunAnswer } from "../../../shared/contract/runs.ts";
import type { World } from "../world.ts";

export const hub = "/api/workspaces/acme/operations";

/** Every row of a list of the hub, page by page until it says that there is no more. */
export async function everyRow(
  world: World,
  filter: Readonly<Record<string, string | undefined>>,
  as = "operator",
): Promise<RunAnswer[]> {
  const rows: RunAnswer[] = [];
  let cursor: string | null = null;
  do {
    const asked = { ...filter, ...(cursor !== null && { cursor }) };
    const params = Object.entries(asked).filter((entry): entry is [string, string] => entry[1] !== undefined);
    const { body } = await world.call({ path: hub, query: new URLSearchParams(params).toString(), as });
    rows.push(...body.items);
    cursor = body.nextCursor;
  } while (cursor !== null);
  return rows;
}
