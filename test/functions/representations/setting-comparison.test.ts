import { expect, it } from "vitest";
import { comparisonOf } from "../../../functions/representations/setting-comparison.ts";

const policy = { id: "p", displayName: "Phones", passcodeRequired: true };
const actions = { scheduledActionsForRule: [{ scheduledActionConfigurations: [{ actionType: "block" }] }] };
const text = (fields: object) => JSON.stringify({ ...policy, ...fields });

it.each([
  { what: "from an older version", from: text({}), to: text(actions), changed: 0 },
  { what: "to an older version", from: text(actions), to: text({}), changed: 0 },
  { what: "from no policy", from: "absent", to: text(actions), changed: 3 },
])("setting comparison $what lists no actions that one of them does not hold", ({ from, to, changed }) => {
  const { counts } = comparisonOf(from, to);

  expect(counts.added + counts.removed + counts.changed).toBe(changed);
});
