/**
 * Every call to Microsoft Graph: version, path, permission, throttling class and paging, in one table. It builds the
 * addresses, names the permission of a refused call, and is what the permission posture check examines. ADR 0015 cites
 * the sources.
 */
export interface GraphCall {
  readonly version: "v1.0" | "beta";
  /** Relative to the version; `{name}` is an id. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Application permissions. One of them suffices; the first has the least privileges. */
  readonly permissions: readonly [string, ...string[]];
  /** Each class has its own request budget per app and tenant. */
  readonly throttling: "intune" | "devices" | "directory" | "conditional_access";
  /** `lookup` posts ids and changes nothing; `write` changes the tenant. */
  readonly kind: "pages" | "one" | "count" | "lookup" | "write";
}

const configuration = [
  "DeviceManagementConfiguration.Read.All",
  "DeviceManagementConfiguration.ReadWrite.All",
] as const;
const service = ["DeviceManagementServiceConfig.Read.All", "DeviceManagementServiceConfig.ReadWrite.All"] as const;
const devices = ["DeviceManagementManagedDevices.Read.All", "DeviceManagementManagedDevices.ReadWrite.All"] as const;
const apps = ["DeviceManagementApps.Read.All", "DeviceManagementApps.ReadWrite.All"] as const;
const intuneRoles = ["DeviceManagementRBAC.Read.All", "DeviceManagementRBAC.ReadWrite.All"] as const;
const directory = ["Directory.Read.All", "Directory.ReadWrite.All"] as const;
const groups = ["GroupMember.Read.All", "Group.Read.All", "Group.ReadWrite.All", ...directory] as const;
const roles = ["RoleManagement.Read.Directory", "RoleManagement.ReadWrite.Directory"] as const;
const organization = ["Organization.Read.All", "Organization.ReadWrite.All", ...directory] as const;
const applications = ["Application.Read.All", "Application.ReadWrite.All", ...directory] as const;

const metadata = { $select: "id,displayName,lastModifiedDateTime" } as const;

export const graphCalls = {
  // Beta, because v1.0 omits the scope tags of compliance policies and device configurations.
  deviceCompliancePolicies: intune("beta", "deviceManagement/deviceCompliancePolicies", configuration),
  deviceConfigurations: intune("beta", "deviceManagement/deviceConfigurations", configuration),
  configurationPolicies: intune("beta", "deviceManagement/configurationPolicies", configuration),
  policyWrites: {
    ...intune("beta", "deviceManagement/{collection}", ["DeviceManagementConfiguration.ReadWrite.All"]),
    kind: "write",
  },
  policyAssignmentWrites: {
    ...intune("beta", "deviceManagement/{collection}/{policy}/assign", ["DeviceManagementConfiguration.ReadWrite.All"]),
    kind: "write",
  },
  policyActionWrites: {
    ...intune("beta", "deviceManagement/deviceCompliancePolicies/{policy}/scheduleActionsForRules", [
      "DeviceManagementConfiguration.ReadWrite.All",
    ]),
    kind: "write",
  },
  policyAssignments: intune("beta", "deviceManagement/{collection}/{policy}/assignments", configuration),

  assignmentFilters: intune("beta", "deviceManagement/assignmentFilters", configuration),
  roleScopeTags: intune("beta", "deviceManagement/roleScopeTags", [...intuneRoles, ...configuration]),
  notificationMessageTemplates: intune("v1.0", "deviceManagement/notificationMessageTemplates", service),
  deviceManagementScripts: intune("beta", "deviceManagement/deviceManagementScripts", [
    "DeviceManagementScripts.Read.All",
    "DeviceManagementScripts.ReadWrite.All",
  ]),
  intents: intune("beta", "deviceManagement/intents", configuration),
  groupPolicyConfigurations: intune("beta", "deviceManagement/groupPolicyConfigurations", [
    ...configuration,
    ...service,
  ]),
  deviceEnrollmentConfigurations: intune("v1.0", "deviceManagement/deviceEnrollmentConfigurations", [
    ...service,
    ...configuration,
  ]),
  windowsAutopilotDeploymentProfiles: intune(
    "beta",
    "deviceManagement/windowsAutopilotDeploymentProfiles",
    service,
    metadata,
  ),
  mobileApps: intune("v1.0", "deviceAppManagement/mobileApps", apps, metadata),
  managedAppPolicies: intune("v1.0", "deviceAppManagement/managedAppPolicies", apps, metadata),
  conditionalAccessPolicies: {
    version: "v1.0",
    path: "identity/conditionalAccess/policies",
    permissions: ["Policy.Read.All"],
    throttling: "conditional_access",
    kind: "pages",
  },

  groups: directoryList("groups", groups, {
    $select:
      "id,displayName,description,groupTypes,securityEnabled,mailEnabled,isAssignableToRole,onPremisesSyncEnabled",
    $top: "999",
  }),
  groupsCount: { ...directoryList("groups/$count", groups), kind: "count" },
  groupMembersCount: { ...directoryList("groups/{group}/transitiveMembers/$count", groups), kind: "count" },
  directoryObjectsByIds: { ...directoryList("directoryObjects/getByIds", directory), kind: "lookup" },

  directoryRoleDefinitions: directoryList("roleManagement/directory/roleDefinitions", [...roles, ...directory]),
  directoryRoleAssignments: directoryList("roleManagement/directory/roleAssignments", [...roles, ...directory], {
    $expand: "principal",
  }),
  roleAssignmentScheduleInstances: directoryList(
    "roleManagement/directory/roleAssignmentScheduleInstances",
    ["RoleAssignmentSchedule.Read.Directory", "RoleAssignmentSchedule.ReadWrite.Directory", ...roles],
    { $expand: "principal" },
  ),
  roleEligibilityScheduleInstances: directoryList(
    "roleManagement/directory/roleEligibilityScheduleInstances",
    ["RoleEligibilitySchedule.Read.Directory", "RoleEligibilitySchedule.ReadWrite.Directory", ...roles],
    { $expand: "principal" },
  ),

  intuneRoleDefinitions: intune("v1.0", "deviceManagement/roleDefinitions", intuneRoles),
  intuneRoleAssignmentsOf: intune("v1.0", "deviceManagement/roleDefinitions/{role}/roleAssignments", intuneRoles),
  intuneRoleAssignment: {
    ...intune("beta", "deviceManagement/roleAssignments/{assignment}", intuneRoles),
    query: { $expand: "roleScopeTags" },
    kind: "one",
  },

  grantedAppRoles: directoryList("servicePrincipals(appId='{client}')/appRoleAssignments", applications),
  appRoles: {
    ...directoryList("servicePrincipals(appId='{client}')", applications, { $select: "id,appRoles" }),
    kind: "one",
  },

  organization: directoryList("organization", organization),
  domains: directoryList("domains", ["Domain.Read.All", "Domain.ReadWrite.All"]),
  subscribedSkus: directoryList("subscribedSkus", organization),

  complianceSummary: {
    ...intune("v1.0", "deviceManagement/deviceCompliancePolicyDeviceStateSummary", configuration),
    kind: "one",
  },
  managedDevices: {
    version: "v1.0",
    path: "deviceManagement/managedDevices",
    query: { $select: "id,operatingSystem,complianceState,lastSyncDateTime" },
    permissions: devices,
    throttling: "devices",
    kind: "pages",
  },
} as const satisfies Record<string, GraphCall>;
export type GraphCallName = keyof typeof graphCalls;

export const findCall = (name: GraphCallName): GraphCall => graphCalls[name];

/** Ids of a call's path, by their name there. */
export type CallIds = Readonly<Record<string, string>>;

/** A dot segment leaves its folder in any encoding: a URL parser treats `%2e` as a dot. */
export const leavesItsFolder = (id: string): boolean => /^\.{0,2}$/.test(id);

/**
 * The address of a call below a connection's base URL, whose own version does not matter: each call has its version.
 * Throws for an id that cannot be a path segment.
 */
export function callUrl(base: URL, { version, path, query = {} }: GraphCall, ids: CallIds = {}): URL {
  const url = new URL(base);
  const root = base.pathname.replace(/\/+$/, "").replace(/\/(?:v1\.0|beta)$/, "");
  const segments = path.replace(/\{(\w+)\}/g, (_whole, name: string) => {
    const id = ids[name] ?? "";
    if (leavesItsFolder(id)) throw new Error(`the ${name} id cannot be a segment of an address`);
    return encodeURIComponent(id).replaceAll("'", "%27");
  });
  url.pathname = `${root}/${version}/${segments}`;
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url;
}

function intune<const Permissions extends GraphCall["permissions"]>(
  version: GraphCall["version"],
  path: string,
  permissions: Permissions,
  query?: Readonly<Record<string, string>>,
) {
  return { version, path, permissions, throttling: "intune", kind: "pages", ...(query && { query }) } as const;
}

function directoryList<const Permissions extends GraphCall["permissions"]>(
  path: string,
  permissions: Permissions,
  query?: Readonly<Record<string, string>>,
) {
  return {
    version: "v1.0",
    path,
    permissions,
    throttling: "directory",
    kind: "pages",
    ...(query && { query }),
  } as const;
}
