import { groupIdAt } from "./groups.ts";
import { devicePages, type Entity, intunePages, one, pageOf, type Resource } from "./resource.ts";
import { cycled, guidOf, idsOf, type TenantName } from "./seeded.ts";

const configuration = ["DeviceManagementConfiguration.Read.All", "DeviceManagementConfiguration.ReadWrite.All"];
const service = ["DeviceManagementServiceConfig.Read.All", "DeviceManagementServiceConfig.ReadWrite.All"];
const scripts = ["DeviceManagementScripts.Read.All", "DeviceManagementScripts.ReadWrite.All"];
const managedDevices = ["DeviceManagementManagedDevices.Read.All", "DeviceManagementManagedDevices.ReadWrite.All"];
const apps = ["DeviceManagementApps.Read.All", "DeviceManagementApps.ReadWrite.All"];
const rbac = ["DeviceManagementRBAC.Read.All", "DeviceManagementRBAC.ReadWrite.All"];

const namedIn =
  (tenant: TenantName) =>
  (kind: string, names: readonly string[]): readonly Entity[] =>
    names.map((displayName) => ({
      id: idsOf(tenant)(`${kind} ${displayName}`),
      displayName,
      description: `Sample ${kind}`,
      createdDateTime: "2025-05-05T10:00:00Z",
      lastModifiedDateTime: "2026-01-12T07:30:00Z",
    }));

const filtersOf = (tenant: TenantName) => namedIn(tenant)("filter", ["Corporate Windows devices", "Personal phones"]);
export const isFilterId = (id: string, tenant: TenantName): boolean =>
  filtersOf(tenant).some((filter) => filter.id === id);
export const filterIdAt = (position: number, tenant?: TenantName): string => filtersOf(tenant)[position]?.id ?? "";

/** The message templates of a tenant; their names are the only thing that tenants share. */
const templatesOf = (tenant: TenantName) =>
  namedIn(tenant)("template", ["Device is not compliant", "Device will be retired"]);
export const templateIdAt = (position: number, tenant?: TenantName): string => templatesOf(tenant)[position]?.id ?? "";

type Listed = readonly [permissions: readonly string[], all: readonly Entity[]];
/** The lists of a tenant by path and permission. */
function listsOf(tenant: TenantName): Readonly<Record<string, Listed>> {
  const named = namedIn(tenant);
  return {
    assignmentFilters: [configuration, filtersOf(tenant)],
    roleScopeTags: [
      [...configuration, ...rbac],
      [
        { id: "0", displayName: "Default", description: "", isBuiltIn: true },
        { id: "1", displayName: "Berlin", description: "", isBuiltIn: false },
      ],
    ],
    notificationMessageTemplates: [service, templatesOf(tenant)],
    deviceManagementScripts: [scripts, named("script", ["Map network drives", "Remove consumer apps"])],
    intents: [configuration, named("intent", ["Endpoint security baseline"])],
    groupPolicyConfigurations: [configuration, named("group policy", ["Browser settings", "Office settings"])],
    deviceEnrollmentConfigurations: [service, named("enrollment", ["All users and all devices", "Shared tablets"])],
    windowsAutopilotDeploymentProfiles: [service, named("profile", ["Office laptops", "Kiosks"])],
  };
}
const applications = Array.from(
  { length: 120 },
  (_, position) => `Application ${String(position + 1).padStart(3, "0")}`,
);

const roles: readonly Entity[] = [
  ...["Help Desk Operator", "Policy and Profile manager", "Read Only Operator", "School Administrator"].map(
    (displayName) => ({ id: guidOf(`intune role ${displayName}`), displayName, isBuiltIn: true, rolePermissions: [] }),
  ),
  { id: guidOf("intune role Berlin desk"), displayName: "Berlin desk", isBuiltIn: false, rolePermissions: [] },
  { id: guidOf("intune role Unused desk"), displayName: "Unused desk", isBuiltIn: false, rolePermissions: [] },
];
const assignmentsOf = (tenant: TenantName): readonly (Entity & { readonly role: string })[] => [
  {
    id: guidOf("intune assignment help desk"),
    role: guidOf("intune role Help Desk Operator"),
    displayName: "Help desk",
    members: [groupIdAt(1, tenant)],
    resourceScopes: [groupIdAt(2, tenant)],
    scopeType: "resourceScope",
    roleScopeTags: [{ id: "0", displayName: "Default" }],
  },
  {
    id: guidOf("intune assignment Berlin"),
    role: guidOf("intune role Berlin desk"),
    displayName: "Berlin",
    members: [groupIdAt(3, tenant)],
    resourceScopes: [],
    scopeType: "allDevicesAndLicensedUsers",
    roleScopeTags: [{ id: "1", displayName: "Berlin" }],
  },
];

const systems = ["Windows", "Windows", "iOS", "Android", "macOS"] as const;
const states = ["compliant", "compliant", "compliant", "noncompliant", "inGracePeriod", "unknown"] as const;
export const devicesSeeded = 1200;

function deviceAt(position: number): Entity {
  const day = 1 + (position % 28);
  return {
    id: guidOf(`device ${position}`),
    deviceName: `CONTOSO-${String(position).padStart(4, "0")}`,
    userPrincipalName: `device.user.${position}@contoso.example`,
    serialNumber: `SN-${position}`,
    operatingSystem: cycled(systems, position),
    complianceState: cycled(states, position),
    // Every twelfth has not been seen for a long time.
    lastSyncDateTime: `${position % 12 === 0 ? "2025-06" : "2026-11"}-${String(day).padStart(2, "0")}T06:00:00Z`,
  };
}

/** The same in every tenant. */
const devices: readonly Entity[] = Array.from({ length: devicesSeeded }, (_, position) => deviceAt(position));

export function deviceManagementResources(tenant: TenantName): readonly Resource[] {
  const named = namedIn(tenant);
  const assignments = assignmentsOf(tenant);
  const inState = (state: string) => devices.filter(({ complianceState }) => complianceState === state).length;
  return [
    ...Object.entries(listsOf(tenant)).map(
      ([name, [permissions, all]]): Resource => ({
        path: new RegExp(`^deviceManagement/${name}$`),
        permissions,
        budget: "intune",
        answer: (request) => pageOf(all, request, intunePages),
      }),
    ),
    {
      path: /^deviceAppManagement\/mobileApps$/,
      permissions: apps,
      budget: "intune",
      answer: (request) => pageOf(named("app", applications), request, intunePages),
    },
    {
      path: /^deviceAppManagement\/managedAppPolicies$/,
      permissions: apps,
      budget: "intune",
      answer: (request) => pageOf(named("app policy", ["Protected phones"]), request, intunePages),
    },
    {
      path: /^identity\/conditionalAccess\/policies$/,
      permissions: ["Policy.Read.All"],
      budget: "conditional_access",
      answer: (request) =>
        pageOf(named("access policy", ["Require compliant devices", "Block legacy sign-in"]), request, intunePages),
    },
    {
      path: /^deviceManagement\/roleDefinitions$/,
      permissions: rbac,
      budget: "intune",
      answer: (request) => pageOf(roles, request, intunePages),
    },
    {
      path: /^deviceManagement\/roleDefinitions\/([^/]+)\/roleAssignments$/,
      permissions: rbac,
      budget: "intune",
      // Lists omit members, scopes and tags.
      answer: (request) =>
        pageOf(
          assignments
            .filter(({ role }) => role === request.ids[0])
            .map(({ id, displayName }) => ({ id, displayName, description: "" })),
          request,
          intunePages,
        ),
    },
    {
      path: /^deviceManagement\/roleAssignments\/([^/]+)$/,
      permissions: rbac,
      budget: "intune",
      answer(request) {
        const found = assignments.find(({ id }) => id === request.ids[0]);
        const { role: _role, ...assignment } = found ?? { role: "" };
        return one(found === undefined ? undefined : { ...assignment, id: found.id }, request);
      },
    },
    {
      path: /^deviceManagement\/deviceCompliancePolicyDeviceStateSummary$/,
      permissions: configuration,
      budget: "intune",
      // The summary lags behind the devices.
      answer: (request) =>
        one(
          {
            id: guidOf("compliance summary"),
            compliantDeviceCount: inState("compliant") - 3,
            nonCompliantDeviceCount: inState("noncompliant"),
            inGracePeriodCount: inState("inGracePeriod"),
            unknownDeviceCount: inState("unknown") + 3,
            configManagerCount: 0,
            errorDeviceCount: 0,
            conflictDeviceCount: 0,
            notApplicableDeviceCount: 0,
            remediatedDeviceCount: 0,
          },
          request,
        ),
    },
    {
      path: /^deviceManagement\/managedDevices$/,
      permissions: managedDevices,
      budget: "devices",
      answer: (request) => pageOf(devices, request, devicePages),
    },
  ];
}
