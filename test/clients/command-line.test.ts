import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, it } from "vitest";
import { exitCodeOf } from "../../clients/cli/src/exit-codes.ts";
import { inputOf } from "../../clients/cli/src/operation-input.ts";
import { createPrinter } from "../../clients/cli/src/print.ts";
import { runCommandLine } from "../../clients/cli/src/run.ts";
import type { Terminal } from "../../clients/cli/src/terminal.ts";

const home = mkdtempSync(path.join(tmpdir(), "runtruth-home-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));

function terminalOf(isInteractive = false, env: Terminal["env"] = {}) {
  const said = { out: "", err: "" };
  const terminal: Terminal = {
    env: { HOME: home, ...env },
    isInteractive,
    signal: new AbortController().signal,
    out(text) {
      said.out += `${text}\n`;
    },
    err(text) {
      said.err += `${text}\n`;
    },
  };
  return { terminal, said };
}

async function run(...words: string[]) {
  const { terminal, said } = terminalOf();
  return { code: await runCommandLine(words, terminal, "1.2.3"), ...said };
}

it("exit code follows the outcome, and an unknown one is a problem", () => {
  const of = (outcome: string, status = "completed") =>
    exitCodeOf({ status, outcome } as Parameters<typeof exitCodeOf>[0]);
  expect(["succeeded", "partially_succeeded", "failed", "blocked", "unknown"].map((outcome) => of(outcome))).toEqual([
    0, 1, 1, 2, 1,
  ]);
  expect(of("pending", "running")).toBe(3);
});

it("a mistyped command is answered with the nearest one and code 4", async () => {
  expect(await run("strat")).toMatchObject({ code: 4, err: expect.stringContaining("Did you mean start?") });
  expect(await run("start", "policy.sync")).toMatchObject({ code: 4, err: expect.stringContaining("--environment") });
  expect(await run("watch", "r", "--limit", "soon")).toMatchObject({ code: 4, err: expect.stringContaining("10m") });
  expect(await run("--version")).toMatchObject({ code: 0, out: "1.2.3\n" });
});

it("a wave has exactly one choice of targets", async () => {
  const refused = { code: 4, err: expect.stringContaining("--environment, --all, --broken-promise and --planned-by") };
  expect(await run("start-wave", "policy.sync")).toMatchObject(refused);
  expect(await run("start-wave", "policy.sync", "--all", "-e", "acme-prod")).toMatchObject(refused);
  expect(await run("start-wave", "promotion.execute", "--planned-by", "W")).toMatchObject({
    ...{ code: 4, err: expect.stringContaining("--digest and --confirm") },
  });
  expect(await run("run-wave-again", "W", "--state", "succeeded")).toMatchObject({
    ...{ code: 4, err: expect.stringContaining("not_started") },
  });
});

it("a decision on a cause requires a known window, and a note", async () => {
  expect(await run("causes", "--window", "1h")).toMatchObject({
    code: 4,
    err: expect.stringContaining("24h, 7d, 30d"),
  });
  expect(await run("acknowledge-cause", "0f")).toMatchObject({ code: 4, err: expect.stringContaining("--note") });
});

it("a shell completes commands, options and choices", async () => {
  expect((await run("complete", "--", "st")).out).toBe("start\nstart-wave\n");
  expect((await run("complete", "--", "compl")).out).toBe("completion\n");
  expect((await run("complete", "--", "wave")).out).toBe("waves\nwave-targets\nwave-plan\n");
  expect((await run("complete", "--", "start", "--dry")).out).toBe("--dry-run\n");
  expect((await run("complete", "--", "runs", "--out")).out).toBe("--output\n--outcome\n");
  expect((await run("complete", "--", "runs", "--tab", "st")).out).toBe("stale\n");
  for (const shell of ["bash", "zsh", "fish"]) expect((await run("completion", shell)).out).toContain("complete");
});

it("text of a run can neither steer the terminal nor break its line", () => {
  const { terminal, said } = terminalOf();
  createPrinter(terminal, "plain").list([], [{ run: "R", why: "\u001b[31mred\u001b[0m\n\u202eevil\u0007\tend" }], "");
  expect(said.out).toBe("R\tred  evil  end\n");
});

it("a table aligns its columns, and an empty list says so", () => {
  const { terminal, said } = terminalOf(true);
  const printer = createPrinter(terminal, undefined);
  printer.list(
    [],
    [
      { run: "1", state: "Failed" },
      { run: "22", state: "In progress" },
    ],
    "none",
  );
  printer.list([], [], "No run matches.");
  createPrinter(terminal, "plain").list([], [], "No run matches.");
  expect(said.out).toBe("RUN  STATE\n1    Failed\n22   In progress\nNo run matches.\n");
});

it.each([
  { where: "on a terminal", isInteractive: true, env: {}, colour: true },
  { where: "on a terminal with NO_COLOR", isInteractive: true, env: { NO_COLOR: "1" }, colour: false },
  { where: "on a dumb terminal", isInteractive: true, env: { TERM: "dumb" }, colour: false },
  { where: "in a pipe", isInteractive: false, env: {}, colour: false },
])("a state has its colour only where a person sees it: $where", ({ isInteractive, env, colour }) => {
  const { terminal, said } = terminalOf(isInteractive, env);
  const rows = [
    { state: { label: "Failed", tone: "danger" as const }, run: "R1" },
    { state: { label: "In progress", tone: "neutral" as const }, run: "R2" },
  ];
  createPrinter(terminal, "table").list([], rows, "");
  const failed = colour ? "\u001b[31mFailed\u001b[39m" : "Failed";
  expect(said.out).toBe(`STATE        RUN\n${failed}       R1\nIn progress  R2\n`);
  createPrinter(terminal, "plain").list([], rows, "");
  createPrinter(terminal, "json").list(rows, rows, "");
  expect(said.out.split("\u001b")).toHaveLength(colour ? 3 : 1);
});

it("single fields of an input are JSON where they can be, otherwise text", async () => {
  expect(await inputOf('{"a":1}', ["b=true", 'c=["x"]', "d=plain text", "a=2", "e=x=y"])).toEqual({
    a: 2,
    b: true,
    c: ["x"],
    d: "plain text",
    e: "x=y",
  });
  await expect(inputOf("[1]", [])).rejects.toThrow("must be a JSON object");
  await expect(inputOf(undefined, ["lonely"])).rejects.toThrow("name=value");
});
