import { answerOf } from "../../../sdk/src/client.ts";
import type { Deployment, RunQuery } from "../deployment.ts";
import { type Scenario, violationsOf } from "../scenario.ts";

const smallPage = 3;
/** Times that counts and lists are compared before moving work is blamed. */
const attempts = 5;

type Tab = NonNullable<RunQuery["tab"]>;

export const listScenarios: readonly Scenario[] = [
  {
    name: "each count equals the list that it counts",
    async run(deployment) {
      let differences: string[] = [];
      // Work that starts or ends between two reads makes them differ; a fault makes them differ each time.
      for (let attempt = 0; attempt < attempts; attempt++) {
        differences = await countDifferences(deployment);
        if (differences.length === 0) break;
      }
      return violationsOf(...differences);
    },
  },
  {
    name: "a list is whole, newest first and without repeats at any page size",
    async run({ client, workspaceId: ws, list }) {
      const whole = (await list()).map(({ id }) => id);
      const paged: string[] = [];
      let cursor: string | null = null;
      do {
        const query: RunQuery = { limit: smallPage, ...(cursor !== null && { cursor }) };
        const page = await answerOf(client.GET("/api/workspaces/{ws}/operations", { params: { path: { ws }, query } }));
        paged.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor;
      } while (cursor !== null && paged.length < whole.length + smallPage);
      const sorted = whole.toSorted().toReversed();
      return violationsOf(
        paged.join() !== whole.join() &&
          `pages of ${smallPage} have ${paged.length} runs in another order than the list of ${whole.length}`,
        whole.join() !== sorted.join() && "the list is not newest first",
        new Set(whole).size !== whole.length && "the list has a run twice",
      );
    },
  },
  {
    name: "a list says every filter and default that narrows it",
    async run({ client, workspaceId: ws, environmentId }) {
      const asked = async (query: RunQuery) =>
        (await answerOf(client.GET("/api/workspaces/{ws}/operations", { params: { path: { ws }, query } })))
          .appliedFilters;
      const bare = await asked({});
      const narrowed = await asked({ environmentId, outcome: "succeeded", from: "2020-01-01T00:00:00.000Z" });
      return violationsOf(
        bare.lookBackDays === undefined && "the look-back of a list without dates is not said",
        narrowed.environmentId !== environmentId && "the filter for an environment is not said",
        narrowed.outcome !== "succeeded" && "the filter for an outcome is not said",
        narrowed.lookBackDays !== undefined && "a list with dates says that it has a look-back",
      );
    },
  },
  {
    name: "an unknown filter is refused, never ignored",
    async run({ raw, workspaceId }) {
      const answer = await raw(`/api/workspaces/${workspaceId}/operations?outcom=failed`, "member");
      return violationsOf(answer.status !== 400 && `an unknown filter was answered with ${answer.status}`);
    },
  },
  {
    name: "an exported list has the items of the list and says where it ends",
    needs: ["get /api/workspaces/{ws}/operations application/x-ndjson"],
    async run(deployment) {
      let differences: string[] = [];
      // Work that starts between the two reads makes them differ; a fault makes them differ each time.
      for (let attempt = 0; attempt < attempts; attempt++) {
        differences = await exportDifferences(deployment);
        if (differences.length === 0) break;
      }
      return violationsOf(...differences);
    },
  },
];

/** Where an export and the list that it writes differ. */
async function exportDifferences({ client, workspaceId: ws }: Deployment): Promise<string[]> {
  const params = { path: { ws }, query: { limit: 100 } };
  const headers = { accept: "application/x-ndjson" };
  const text = await answerOf(client.GET("/api/workspaces/{ws}/operations", { params, headers, parseAs: "text" }));
  const page = await answerOf(client.GET("/api/workspaces/{ws}/operations", { params }));
  const lines = text
    .trimEnd()
    .split("\n")
    .map((line): { readonly id?: string; readonly end?: { readonly items: number } } => JSON.parse(line));
  const end = lines.at(-1)?.end;
  const exported = lines.filter((line) => line.end === undefined).map(({ id }) => id);
  const listed = page.items.map(({ id }) => id);
  return [
    ...(end === undefined ? ["the export has no last line"] : []),
    ...(end !== undefined && end.items !== exported.length
      ? [`the export has ${exported.length} runs, its last line says ${end.items}`]
      : []),
    ...(exported.join() === listed.join()
      ? []
      : [`the export has ${exported.length} other runs than the list, which has ${listed.length}`]),
  ];
}

/** Where a count of the hub and the list that it counts differ. */
async function countDifferences({ client, workspaceId: ws, list }: Deployment): Promise<string[]> {
  const { counts } = await answerOf(
    client.GET("/api/workspaces/{ws}/operations/summary", { params: { path: { ws } } }),
  );
  const { total } = await answerOf(client.GET("/api/workspaces/{ws}/operations/causes", { params: { path: { ws } } }));
  const counted: readonly (typeof total)[] = [
    ...Object.entries(counts).map(([tab, count]) => ({ ...count, list: { tab: tab as Tab } })),
    total,
  ];
  const compared = await Promise.all(
    counted.map(async ({ value, capped, list: filter }) => {
      const { length } = await list(filter);
      const isEqual = capped ? length >= value : length === value;
      return isEqual
        ? []
        : [`the count of ${JSON.stringify(filter)} is ${value}${capped ? " or more" : ""}, its list has ${length}`];
    }),
  );
  return compared.flat();
}
