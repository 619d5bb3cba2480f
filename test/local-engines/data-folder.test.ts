import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { readDataFolder } from "../../local/provider/data-folder.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "data-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const good = { id: "good", displayName: "Good" };
function put(name: string, content: string | Buffer): void {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
}
const utf16 = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]);
const text = JSON.stringify(good);

it.each([
  ["UTF-8 with a byte order mark", "deviceCompliancePolicies/a.json", `\uFEFF${text}`],
  ["UTF-16 little endian", "deviceCompliancePolicies/a.json", utf16(text)],
  ["UTF-16 big endian", "deviceCompliancePolicies/a.json", utf16(text).swap16()],
  ["an upper-case extension", "deviceCompliancePolicies/a.JSON", text],
  ["a sub-folder", "deviceCompliancePolicies/windows/a.json", text],
  ["a folder in another case", "DeviceCompliancePolicies/a.json", text],
  ["a list", "deviceCompliancePolicies/a.json", `[${text}]`],
  ["a page of Graph", "deviceCompliancePolicies/a.json", `{"@odata.count":1,"value":[${text}]}`],
])("data folder serves a policy from %s", async (_what, name, content) => {
  put(name, content);

  expect((await readDataFolder(folder)).get("deviceCompliancePolicies")?.get("good")).toEqual(good);
});

it("data folder names every unusable file and its remedy", async () => {
  put("deviceCompliancePolicies/a.json", text);
  put("deviceCompliancePolicies/b.json", text);
  put("deviceCompliancePolicies/comma.json", '{"id":"x",}');
  put("deviceCompliancePolicies/no-id.json", '{"displayName":"Nameless"}');
  put("deviceCompliancePolicies/page.json", `{"value":[${text}],"@odata.nextLink":"https://graph.example/next"}`);
  put("deviceCompliancePolicies/latin.json", Buffer.from([0x7b, 0xe4, 0x7d]));
  put("groupPolicyConfigurations/a.json", text);

  const refused = readDataFolder(folder);

  await expect(refused).rejects.toThrow(/deviceCompliancePolicies\/b\.json: its id good is also in .*a\.json/);
  await expect(refused).rejects.toThrow(/comma\.json: it is no JSON/);
  await expect(refused).rejects.toThrow(/no-id\.json: the policy "Nameless" has no id/);
  await expect(refused).rejects.toThrow(/page\.json: it is one page of several/);
  await expect(refused).rejects.toThrow(/latin\.json: its bytes are neither/);
  await expect(refused).rejects.toThrow(/groupPolicyConfigurations\/a\.json: not in the folder/);
});

it("data folder that is missing or empty is rejected with the remedy", async () => {
  await expect(readDataFolder(path.join(folder, "missing"))).rejects.toThrow(/does not exist.*LOCAL_PROVIDER_DATA_DIR/);
  await expect(readDataFolder(folder)).rejects.toThrow(/holds no policy.*LOCAL_PROVIDER_DATA_DIR/);
});
