import type { Deployment } from "../deployment.ts";
import { type Scenario, violationsOf } from "../scenario.ts";

/** A workspace that does not exist: what it is answered with, a foreign one must be answered with. */
const absentWorkspace = "conformance-absent";

export const tenancyScenarios: readonly Scenario[] = [
  {
    name: "a stranger learns nothing: a workspace of others is answered like one that does not exist",
    async run(deployment) {
      const run = await deployment.play();
      const paths = readingPaths(deployment, run.id);
      const answers = await Promise.all(
        paths.map(async (path) => {
          const foreign = await deployment.raw(path(deployment.workspaceId), "stranger");
          const absent = await deployment.raw(path(absentWorkspace), "stranger");
          if (foreign === undefined || absent === undefined) return undefined;
          const isEqual =
            foreign.status === absent.status && withoutRequest(foreign.text) === withoutRequest(absent.text);
          return { path: path("{ws}"), foreign, isEqual };
        }),
      );
      if (answers.includes(undefined)) return { notExercised: "no token of a stranger was given" };
      return violationsOf(
        ...answers.map(
          (one) =>
            one !== undefined &&
            (!one.isEqual || one.foreign.status < 400) &&
            `GET ${one.path} reveals the workspace to a stranger (${one.foreign.status})`,
        ),
      );
    },
  },
  {
    name: "without a token, no path of a workspace is answered",
    async run(deployment) {
      const answers = await Promise.all(
        readingPaths(deployment, "any").map(async (path) => ({
          path: path("{ws}"),
          answer: await deployment.raw(path(deployment.workspaceId), "anonymous"),
        })),
      );
      return violationsOf(
        ...answers.map(
          ({ path, answer }) =>
            answer?.status !== 401 && `GET ${path} without a token was answered with ${answer?.status}`,
        ),
      );
    },
  },
];

/** Every path of the deployment that reads in a workspace and needs no other id than those at hand. */
function readingPaths({ paths, environmentId }: Deployment, runId: string) {
  const known: Readonly<Record<string, string>> = { env: environmentId, run: runId, kind: "policies" };
  return [...paths]
    .filter(([path, methods]) => path.startsWith("/api/workspaces/{ws}/") && methods.has("get"))
    .map(([path]) => path)
    .filter((path) => [...path.matchAll(/\{(\w+)\}/g)].every(([, name = ""]) => name === "ws" || name in known))
    .filter((path) => !path.endsWith("/preview"))
    .map(
      (path) => (ws: string) =>
        path.replaceAll(/\{(\w+)\}/g, (_, name: string) => (name === "ws" ? ws : (known[name] ?? ""))),
    );
}

/** A problem document without the id of its request and the address that was asked. */
function withoutRequest(text: string): string {
  const problem: unknown = JSON.parse(text === "" ? "{}" : text);
  if (typeof problem !== "object" || problem === null) return text;
  const { instance: _address, requestId: _id, ...rest } = { instance: "", requestId: "", ...problem };
  return JSON.stringify(rest);
}
