import * as z from "zod";
import type { Deployment } from "../deployment.ts";
import { type Finding, type Scenario, violationsOf } from "../scenario.ts";

/** A workspace that does not exist: what it is answered with, a foreign one must be answered with. */
const absentWorkspace = "conformance-absent";

const noPaths: Finding = { notExercised: "the document of the API names no path of a workspace" };

export const tenancyScenarios: readonly Scenario[] = [
  {
    name: "a stranger learns nothing: a workspace of others is answered like one that does not exist",
    async run(deployment) {
      if (!(await isStranger(deployment))) return { notExercised: "no token of a stranger was given" };
      const run = await deployment.play();
      const paths = readingPaths(deployment, run.id);
      if (paths.length === 0) return noPaths;
      const answers = await Promise.all(
        paths.map(async (path) => {
          const foreign = await deployment.raw(path(deployment.workspaceId), "stranger");
          const absent = await deployment.raw(path(absentWorkspace), "stranger");
          const isEqual =
            foreign.status === absent.status && withoutRequest(foreign.text) === withoutRequest(absent.text);
          return { path: path("{ws}"), foreign, isEqual };
        }),
      );
      return violationsOf(
        ...answers.map(
          ({ path, foreign, isEqual }) =>
            (!isEqual || foreign.status < 400) && `GET ${path} reveals the workspace to a stranger (${foreign.status})`,
        ),
        ...answers.map(
          ({ path, foreign: { status } }) =>
            (status === 401 || status === 429 || status >= 500) &&
            `GET ${path} was answered with ${status}, which says nothing of the workspace`,
        ),
      );
    },
  },
  {
    name: "without a token, no path of a workspace is answered",
    async run(deployment) {
      const paths = readingPaths(deployment, "any");
      if (paths.length === 0) return noPaths;
      const answers = await Promise.all(
        paths.map(async (path) => ({
          path: path("{ws}"),
          answer: await deployment.raw(path(deployment.workspaceId), "anonymous"),
        })),
      );
      return violationsOf(
        ...answers.map(
          ({ path, answer }) =>
            answer.status !== 401 && `GET ${path} without a token was answered with ${answer.status}`,
        ),
      );
    },
  },
];

const me = z.object({ workspaces: z.array(z.object({ id: z.string() })) });

/**
 * Whether there is a token of a stranger. Throws when the deployment does not take it, because everything is refused then,
 * and when its caller is a member of the workspace.
 */
async function isStranger({ raw, hasStranger, workspaceId }: Deployment): Promise<boolean> {
  if (!hasStranger) return false;
  const { status, text } = await raw("/api/me", "stranger");
  if (status !== 200) throw new Error(`the token of the stranger was answered with ${status}`);
  const isMember = me.parse(JSON.parse(text)).workspaces.some(({ id }) => id === workspaceId);
  if (isMember) throw new Error(`the caller of the stranger's token is a member of ${workspaceId}`);
  return true;
}

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
