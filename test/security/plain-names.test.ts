import { beforeAll, describe, expect, it } from "vitest";
import { characterFaultOf, cleanJson, cleanText } from "../../shared/foundation/plain-text.ts";
import { workspaceKey } from "../../shared/ledger/keys.ts";
import { connection, createWorld, type World } from "../functions/world.ts";

const hostile = [
  ["NUL", "Pro\u0000duction"],
  ["an ANSI escape", "Pro\u001b[2Jduction"],
  ["a C1 control", "Pro\u009bduction"],
  ["a new line", "Pro\nduction"],
  ["an override of direction", "Pro\u202eduction"],
  ["an isolate of direction", "Pro\u2066duction"],
  ["a mark of direction", "Pro\u200fduction"],
  ["a zero-width space", "Pro\u200bduction"],
  ["a byte order mark", "Pro\ufeffduction"],
  ["a line separator", "Pro\u2028duction"],
  ["a tag character", "Pro\u{e0041}duction"],
  ["nothing but joiners", "\u200d\u200c"],
  ["nothing but a filler", "\u3164"],
] as const;
const harmless = ["Ada's lab (EU-1) / 2026", "Prüfstand №7", "本番環境", "تولید\u200cها", "👩‍💻 Lab", "a\u0301"];

describe("a name", () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
  });
  const environment = "/api/workspaces/acme/environments/acme-lab";
  const writes = (text: string) => [
    { field: "name", path: environment, as: "owner", body: { name: text } },
    { field: "name", path: "/api/system/workspaces/acme", as: "platform-chief", body: { name: text } },
    {
      field: "displayName",
      path: `${environment.replace("lab", "prod")}/records/provider-connections/named`,
      as: "owner",
      body: { ...connection, displayName: text },
    },
    {
      field: "clientId",
      path: `${environment.replace("lab", "prod")}/records/provider-connections/named`,
      as: "owner",
      body: { ...connection, clientId: text },
    },
  ];

  it.each(hostile)("with %s is rejected by every route, naming the field", async (_what, text) => {
    for (const { field, ...request } of writes(text)) {
      const response = await world.call({ method: "PUT", ...request });
      expect(response).toMatchObject({ status: 422, body: { errors: [{ path: field }] } });
      expect(response.text).not.toContain(text);
    }
  });

  it.each(harmless)("such as %s is stored and returned unchanged", async (text) => {
    const response = await world.call({ method: "PUT", path: environment, as: "owner", body: { name: text } });

    expect(response).toMatchObject({ status: 200, body: { name: text } });
  });
});

it.each(hostile)("a note with %s is rejected unless it is a line break", async (_what, text) => {
  const expected = text.includes("\n") ? undefined : expect.stringMatching(/^must /);

  expect(characterFaultOf(text, { mayHaveLines: true })).toEqual(expected);
});

it("a stored name is returned without invisible characters", async () => {
  const world = await createWorld();
  const hidden = "Pro\u202e\u001b[2J\u200bd\u{e0041}";
  await world.put({ ...workspaceKey("acme", "ENV#acme-lab"), name: hidden });
  await world.put({ ...workspaceKey("acme", "#"), name: "\u200b".repeat(90) });

  const settings = { ...connection, displayName: hidden };
  await world.connections.put({ workspaceId: "acme", environmentId: "acme-prod" }, "hidden", settings);
  const record = "/api/workspaces/acme/environments/acme-prod/records/provider-connections/hidden";

  for (const path of [record, "/api/me", "/api/workspaces/acme/environments", "/api/workspaces/acme/overview"]) {
    const response = await world.call({ path, as: "owner" });
    expect(response.status).toBe(200);
    expect(JSON.stringify(response.body)).not.toMatch(/[\p{Cc}\u200b\u202e]|\\u00[01]/u);
    if (path !== "/api/me") expect(response.text).toContain("Pro[2Jd");
  }
});

it.each([
  [{ a: "x\u0000y\u202ez\n\t" }, { a: "xyz\n\t" }],
  [{ a: "C:\\u0001 \\\\u0001" }, { a: "C:\\u0001 \\\\u0001" }],
  [
    { a: "\ud800x", "k\u200bey": 1 },
    { a: "x", key: 1 },
  ],
])("an answer with %j is sent as %j", (answer, sent) => {
  expect(JSON.parse(cleanJson(JSON.stringify(answer)))).toEqual(sent);
});

it("an external text is truncated at whole characters", () => {
  expect(cleanText("ab\u{1f600}", 3)).toBe("ab");
  expect(cleanText(" a \r\n\r\n b ", 80)).toBe("a b");
});
