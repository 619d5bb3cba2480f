type Json = Record<string, unknown>;
export type PolicyWorld = Record<string, Json[]>;

const graph = (type: string) => `#microsoft.graph.${type}`;
const idOf = (kind: number, number: number) =>
  `${String(kind).padStart(8, "0")}-0000-4000-8000-${String(number).padStart(12, "0")}`;

function choice(definition: string, value: string, children: readonly Json[] = []): Json {
  return {
    "@odata.type": graph("deviceManagementConfigurationChoiceSettingInstance"),
    settingDefinitionId: definition,
    settingInstanceTemplateReference: null,
    choiceSettingValue: { settingValueTemplateReference: null, value: `${definition}_${value}`, children },
  };
}

function simple(definition: string, value: string | number): Json {
  const kind = typeof value === "number" ? "Integer" : "String";
  return {
    "@odata.type": graph("deviceManagementConfigurationSimpleSettingInstance"),
    settingDefinitionId: definition,
    simpleSettingValue: { "@odata.type": graph(`deviceManagementConfiguration${kind}SettingValue`), value },
  };
}

/** A list of equal groups, such as firewall rules. */
function groups(definition: string, members: readonly (readonly Json[])[]): Json {
  return {
    "@odata.type": graph("deviceManagementConfigurationGroupSettingCollectionInstance"),
    settingDefinitionId: definition,
    groupSettingCollectionValue: members.map((children) => ({ settingValueTemplateReference: null, children })),
  };
}

const assignedTo = (group: string, filter: string | null = null): Json => ({
  id: `${group}_source`,
  source: "direct",
  target: {
    "@odata.type": graph("groupAssignmentTarget"),
    groupId: group,
    deviceAndAppManagementAssignmentFilterId: filter,
    deviceAndAppManagementAssignmentFilterType: filter === null ? "none" : "include",
  },
});

/** Policies of every kind that the product compares, each deterministic in its number. */
export function seededPolicies(count = 12): PolicyWorld {
  const numbers = Array.from({ length: count }, (_, at) => at + 1);
  return {
    configurationPolicies: numbers.map((number) => ({
      id: idOf(1, number),
      name: `Catalog ${number}`,
      description: `Settings of wave ${number}`,
      platforms: "windows10",
      technologies: "mdm",
      roleScopeTagIds: ["0"],
      createdDateTime: "2026-01-01T08:00:00Z",
      lastModifiedDateTime: `2026-01-${String(number).padStart(2, "0")}T08:00:00Z`,
      templateReference: { templateId: "", templateFamily: "none" },
      settings: [
        choice(`lock_${number}`, "1", [simple("lock_minutes", 5 + number), simple("lock_message", "Locked")]),
        simple(`ring_${number}`, number),
        groups("firewall_rules", [
          [simple("rule_name", "Printer"), choice("rule_enabled", "1")],
          [simple("rule_name", "Scanner"), choice("rule_enabled", "0")],
          [simple("rule_name", "Camera"), choice("rule_enabled", "1")],
        ]),
      ].map((settingInstance, at) => ({ id: String(at), settingInstance })),
      assignments: [assignedTo(idOf(9, number)), assignedTo(idOf(9, 50 + number), idOf(8, 1))],
    })),
    deviceCompliancePolicies: numbers.map((number) => ({
      "@odata.type": graph("windows10CompliancePolicy"),
      id: idOf(2, number),
      displayName: `Compliance ${number}`,
      description: null,
      version: number,
      roleScopeTagIds: ["0"],
      passwordRequired: true,
      passwordMinimumLength: 8 + number,
      osMinimumVersion: null,
      validOperatingSystemBuildRanges: [],
      scheduledActionsForRule: [
        {
          id: idOf(7, number),
          ruleName: null,
          scheduledActionConfigurations: [{ id: idOf(6, number), actionType: "block", gracePeriodHours: 24 }],
        },
      ],
      assignments: [assignedTo(idOf(9, number))],
    })),
    deviceConfigurations: numbers.map((number) => ({
      "@odata.type": graph("windows10CustomConfiguration"),
      id: idOf(3, number),
      displayName: `Custom ${number}`,
      description: "",
      version: 1,
      roleScopeTagIds: ["0"],
      omaSettings: [
        { "@odata.type": graph("omaSettingInteger"), displayName: "First", omaUri: "./Vendor/First", value: number },
        {
          "@odata.type": graph("omaSettingString"),
          displayName: "Second",
          omaUri: "./Vendor/Second",
          value: `text ${number}`,
        },
      ],
      assignments: [],
    })),
  };
}

/** The same configuration as another export writes it: other orders, other numbers, other times. */
export function reordered(world: PolicyWorld): PolicyWorld {
  return mapped(world, (policy) => ({
    ...Object.fromEntries(Object.entries(policy).toReversed()),
    ...Object.fromEntries(
      Object.entries(policy).flatMap(([name, value]) =>
        ["settings", "assignments", "omaSettings", "roleScopeTagIds"].includes(name) && Array.isArray(value)
          ? [[name, value.toReversed().map((one, at) => (name === "settings" ? { ...one, id: String(at) } : one))]]
          : [],
      ),
    ),
    lastModifiedDateTime: "2026-09-01T00:00:00Z",
  }));
}

/** As `odata.metadata=full` answers it: every type and link named, nothing said where there is nothing. */
export function withFullMetadata(world: PolicyWorld): PolicyWorld {
  return mapped(world, (policy, collection) => {
    const named: Json = {
      "@odata.context": `https://graph.microsoft.com/beta/$metadata#deviceManagement/${collection}/$entity`,
      "@odata.id": `deviceManagement/${collection}('${String(policy.id)}')`,
      "@odata.editLink": `deviceManagement/${collection}('${String(policy.id)}')`,
      "createdDateTime@odata.type": "#DateTimeOffset",
      "assignments@odata.associationLink": "https://graph.microsoft.com/beta/x/assignments/$ref",
      "#microsoft.graph.assign": { target: "x" },
      creationSource: null,
      priorityMetaData: null,
      isAssigned: true,
      supportsScopeTags: true,
      ...policy,
    };
    if (collection !== "configurationPolicies") return named;
    const settings = Array.isArray(policy.settings) ? policy.settings : [];
    return {
      "@odata.type": graph("deviceManagementConfigurationPolicy"),
      ...named,
      settings: settings.map((one) => ({ "@odata.type": graph("deviceManagementConfigurationSetting"), ...one })),
    };
  });
}

/** A member that the service introduces for every policy of every type, with its default. */
export const withNewDefault = (world: PolicyWorld): PolicyWorld =>
  mapped(world, (policy) => ({ ...policy, isLockedByService: false, newServiceMode: "notConfigured" }));

function mapped(world: PolicyWorld, change: (policy: Json, collection: string) => Json): PolicyWorld {
  return Object.fromEntries(
    Object.entries(world).map(([collection, policies]) => [collection, policies.map((one) => change(one, collection))]),
  );
}
