import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { routes } from "../../shared/contract/routes.ts";
import { operations } from "../../shared/operations/registry.ts";

const project = resolve(import.meta.dirname, "../..");
const documents = [
  "README.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  ...["docs", "docs/adr", "docs/runbooks"].flatMap((folder) =>
    readdirSync(resolve(project, folder))
      .filter((name) => name.endsWith(".md"))
      .map((name) => `${folder}/${name}`),
  ),
];
const textOf = (path: string) => readFileSync(resolve(project, path), "utf8");
const scripts = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(textOf("package.json"))).scripts;

describe("the document", () => {
  it.each(documents)("%s links only to existing targets", (path) => {
    const links = [...textOf(path).matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link = ""]) => link);
    expect(links.filter((link) => !existsSync(resolve(project, dirname(path), link)))).toEqual([]);
  });

  it.each(documents)("%s names only existing npm scripts", (path) => {
    const text = textOf(path);
    const named = [...text.matchAll(/npm (?:run (?:-s )?([\w:-]+)|(start|test)\b)/g)].map(
      ([, run, plain]) => run ?? plain,
    );
    expect(named.filter((name) => name !== undefined && scripts[name] === undefined)).toEqual([]);
  });

  it.each(documents)("%s names only existing project files", (path) => {
    const named = [
      ...textOf(path).matchAll(/`((?:shared|functions|infra|local|console|test|tools|docs)\/[\w./-]*[\w/])`/g),
    ];
    const missing = named.map(([, file = ""]) => file).filter((file) => !existsSync(resolve(project, file)));
    expect(missing).toEqual([]);
  });

  it("each decision has a number of its own, in its name and its title", () => {
    const decisions = documents.filter((path) => path.startsWith("docs/adr/"));
    const numbers = decisions.map((path) => Number(path.slice("docs/adr/".length).split("-")[0]));
    expect(numbers.toSorted((a, b) => a - b)).toEqual([...new Set(numbers)].toSorted((a, b) => a - b));
    const titled = decisions.map((path) => Number(/^# (\d+)\. /.exec(textOf(path))?.[1]));
    expect(titled).toEqual(numbers);
  });

  it("README.md uses only existing routes and operation types in its examples", () => {
    const readme = textOf("README.md");
    const shapes = routes.map(({ path }) => new RegExp(`^${path.replace(/\{\w+\}/g, "[^/]+")}$`));
    const toured = [...readme.matchAll(/\$API(\/[^\s"'?;]+)/g)].map(([, path = ""]) => `/api${path}`);
    expect(toured.length).toBeGreaterThan(8);
    expect(toured.filter((path) => !shapes.some((shape) => shape.test(path)))).toEqual([]);

    const started = [...readme.matchAll(/"type":"([\w.]+)"/g)].map(([, type = ""]) => type);
    expect(started.length).toBeGreaterThan(3);
    expect(started.filter((type) => !operations.some((operation) => operation.type === type))).toEqual([]);
  });
});
