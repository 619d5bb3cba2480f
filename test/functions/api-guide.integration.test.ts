import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { routes } from "../../shared/contract/routes.ts";
import { connection, createWorld, type World } from "./world.ts";

const guide = readFileSync(path.resolve(import.meta.dirname, "../../docs/api.md"), "utf8");
const blocks = [...guide.matchAll(/^```\w*\n([\s\S]*?)^```$/gm)].map(([, text = ""]) => text);

const methods = z.enum(["GET", "POST", "PUT", "DELETE"]);

interface Recipe {
  readonly method: z.infer<typeof methods>;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: unknown;
}

/** The requests of the guide, in its order: a line with method and path, headers, and a JSON body. */
const recipes = blocks.flatMap((block) =>
  block
    .split(/\n\n|(?=^(?:GET|POST|PUT|DELETE) )/m)
    .filter((text) => /^(?:GET|POST|PUT|DELETE) /.test(text))
    .map((text): Recipe => {
      const at = text.indexOf("\n{");
      const [first = "", ...lines] = (at < 0 ? text : text.slice(0, at)).trim().split("\n");
      const [method = "", address = ""] = first.split(" ");
      const headers = lines
        .map((line) => line.split(": "))
        .map(([name = "", value = ""]) => [name.toLowerCase(), value]);
      const body: unknown = at < 0 ? undefined : JSON.parse(text.slice(at));
      return { method: methods.parse(method), path: address, headers: Object.fromEntries(headers), body };
    }),
);

/** What stands in the guide for what a reader has: an ended run, the channel of the recipe before, the deployment. */
async function requested(world: World, recipe: Recipe, channelId: string) {
  const run = await world.aRun();
  await world.runService.finish(run, { outcome: "failed", source: "operator" }, "observed");
  const filled = (text: string) =>
    text.replaceAll("{run}", run.id).replaceAll("01J…", channelId).replaceAll("runtruth/prod/", "runtruth/test/");
  return {
    ...{ method: recipe.method, path: filled(recipe.path), headers: recipe.headers, as: "owner" },
    ...(recipe.body !== undefined && { body: JSON.parse(filled(JSON.stringify(recipe.body))) }),
  };
}

describe("the guide of the API", () => {
  it("has requests that the API carries out as they are written", async () => {
    const world = await createWorld();
    await world.connections.put({ workspaceId: "acme", environmentId: "acme-prod" }, "default", connection);
    let channelId = "";
    const answered: string[] = [];
    for (const recipe of recipes) {
      const { status, body } = await world.call(await requested(world, recipe, channelId));
      answered.push(`${recipe.method} ${recipe.path} ${status < 300 ? "done" : JSON.stringify(body)}`);
      if (recipe.path.endsWith("/channels")) channelId = body.id;
    }

    expect(answered).toEqual(recipes.map(({ method, path: of }) => `${method} ${of} done`));
    expect(recipes.length).toBeGreaterThan(5);
  });

  it("has a command whose answer ends with the line that it describes", async () => {
    const world = await createWorld();
    const command = blocks.find((block) => block.startsWith("curl ")) ?? "";
    const headers = [...command.matchAll(/-H "([\w-]+): ([^"]+)"/g)].map(([, name = "", value = ""]) => [name, value]);
    const [, of = "", query = ""] = /"\$URL([^?"]+)\?([^"]+)"/.exec(command) ?? [];
    const { authorization: _ours, ...sent } = Object.fromEntries(headers);

    const { status, text } = await world.call({ path: of, query, headers: sent, as: "owner" });

    expect(status).toBe(200);
    expect(text.trimEnd().split("\r\n").at(-1)).toContain("# end");
  });

  it("names only paths that the API has", () => {
    const named = [...guide.matchAll(/`(GET|POST|PUT|DELETE) (?:…|\/api\/workspaces\/acme)(\/[\w/{}.-]+)/g)];
    const isRoute = (method: string, of: string) =>
      routes.some((route) => {
        const pattern = route.path.replaceAll(/\{\w+\}/g, "[^/]+");
        return route.method === method && new RegExp(`^${pattern}$`).test(`/api/workspaces/acme${of}`);
      });

    expect(named.length).toBeGreaterThan(10);
    expect(named.filter(([, method = "", of = ""]) => !isRoute(method, of)).map(([text]) => text)).toEqual([]);
  });
});
