import type { PolicyWorld } from "./seeded-policies.ts";

type Json = Record<string, unknown>;

/** The world with one policy edited, found by its name; an edit to nothing deletes it. */
export function edited(world: PolicyWorld, name: string, edit: (policy: Json) => Json | undefined): PolicyWorld {
  let times = 0;
  const next = Object.entries(world).map(([collection, policies]) => [
    collection,
    policies.flatMap((policy) => {
      if (policy.displayName !== name && policy.name !== name) return [policy];
      times += 1;
      return edit(policy) ?? [];
    }),
  ]);
  if (times !== 1) throw new Error(`${times} policies are named ${name}`);
  return Object.fromEntries(next);
}

/** One edit of each kind, and how the finding names it: kind, policy and path. */
export const edits: readonly {
  readonly edit: (world: PolicyWorld) => PolicyWorld;
  readonly finding: string;
}[] = [
  {
    edit: (world) =>
      edited(world, "Catalog 1", (policy) =>
        withText(
          policy,
          '"ring_1","simpleSettingValue":{"@odata.type":"#microsoft.graph.deviceManagementConfigurationIntegerSettingValue","value":1}',
          (text) => text.replace(/1}$/, "9}"),
        ),
      ),
    finding: "changed | Catalog 1 | settings/ring_1/value",
  },
  {
    edit: (world) => edited(world, "Catalog 2", (policy) => withText(policy, '"Scanner"', () => '"Plotter"')),
    finding: "changed | Catalog 2 | settings/firewall_rules/#1/children/rule_name/value",
  },
  {
    edit: (world) => edited(world, "Catalog 3", (policy) => withText(policy, '"value":8}', () => '"value":"8"}')),
    finding: "changed | Catalog 3 | settings/lock_3/children/lock_minutes/value",
  },
  { edit: (world) => edited(world, "Compliance 1", () => undefined), finding: "missing | Compliance 1" },
  {
    edit: (world) => edited(world, "Compliance 3", (policy) => ({ ...policy, id: "recreated-2" })),
    finding: "recreated | Compliance 3",
  },
  {
    edit: (world) =>
      edited(world, "Catalog 4", (policy) => ({ ...policy, assignments: without(policy.assignments, "000000000054") })),
    finding: "removed | Catalog 4 | assignments/groupAssignmentTarget:00000009-0000-4000-8000-000000000054",
  },
  {
    edit: (world) =>
      edited(world, "Catalog 5", (policy) =>
        withText(policy, "00000008-0000-4000-8000-000000000001", () => "00000008-0000-4000-8000-000000000002"),
      ),
    finding: "changed | Catalog 5 | assignments/groupAssignmentTarget:00000009-0000-4000-8000-000000000055",
  },
  {
    edit: (world) => edited(world, "Custom 1", (policy) => ({ ...policy, roleScopeTagIds: ["0", "7"] })),
    finding: "changed | Custom 1 | roleScopeTagIds",
  },
  {
    edit: (world) => edited(world, "Custom 2", (policy) => ({ ...policy, description: "Changed by hand" })),
    finding: "added | Custom 2 | description",
  },
  {
    edit: (world) => edited(world, "Custom 3", (policy) => ({ ...policy, preSharedKey: "correct-horse-7731" })),
    finding: "added | Custom 3 | preSharedKey",
  },
];

/** A world without any of these policies. */
export const allOthers = (world: PolicyWorld): PolicyWorld =>
  Object.fromEntries(
    Object.entries(world).map(([collection, policies]) => [
      collection,
      policies.map((policy, at) => ({
        ...policy,
        id: `other-${collection}-${at}`,
        displayName: `Other ${at}`,
        name: `Other ${at}`,
      })),
    ]),
  );

/** A list without the member that contains this text, whatever the order of the list. */
const without = (list: unknown, text: string): unknown[] =>
  Array.isArray(list) ? list.filter((one) => !JSON.stringify(one).includes(text)) : [];

/** Edits a policy's JSON text at one place, which must exist. */
function withText(policy: Json, at: string, change: (text: string) => string): Json {
  const text = JSON.stringify(policy);
  if (!text.includes(at)) throw new Error(`${String(policy.id)} does not contain ${at}`);
  return JSON.parse(text.replace(at, change(at)));
}
