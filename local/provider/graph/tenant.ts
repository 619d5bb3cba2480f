import { graphError } from "../answers.ts";
import { sampleClient } from "../credentials.ts";
import type { Grants } from "./grants.ts";
import { directoryPages, type Entity, one, pageOf, type Resource } from "./resource.ts";
import { guidOf, idsOf, type TenantName } from "./seeded.ts";

const graphAppId = "00000003-0000-0000-c000-000000000000";
const graphObjectId = guidOf("service principal of Microsoft Graph");

const tenantIdOf = (tenant: TenantName): string => idsOf(tenant)("tenant contoso");
const organizationOf = (tenant: TenantName): readonly Entity[] => [
  {
    id: tenantIdOf(tenant),
    displayName: tenant === undefined ? "Contoso" : `Contoso ${tenant}`,
    countryLetterCode: "DE",
    tenantType: "AAD",
    createdDateTime: "2019-04-02T09:00:00Z",
    onPremisesSyncEnabled: true,
    technicalNotificationMails: ["operations@contoso.example"],
  },
];
const domains: readonly Entity[] = [
  { id: "contoso.example", authenticationType: "Managed", isDefault: true, isInitial: false, isVerified: true },
  { id: "contoso.onmicrosoft.com", authenticationType: "Managed", isDefault: false, isInitial: true, isVerified: true },
  { id: "shop.contoso.example", authenticationType: "Managed", isDefault: false, isInitial: false, isVerified: false },
];
type Sku = readonly [skuPartNumber: string, enabled: number, consumedUnits: number, plans: readonly string[]];
const skuOf = (tenant: TenantName, [skuPartNumber, enabled, consumedUnits, plans]: Sku): Entity => ({
  id: `${tenantIdOf(tenant)}_${guidOf(skuPartNumber)}`,
  skuId: guidOf(skuPartNumber),
  skuPartNumber,
  capabilityStatus: "Enabled",
  consumedUnits,
  prepaidUnits: { enabled, suspended: 0, warning: 0 },
  servicePlans: plans.map((servicePlanName) => ({ servicePlanName, provisioningStatus: "Success" })),
});
const skus = (isPimLicensed: boolean): readonly Sku[] => [
  ["EMSPREMIUM", 250, 231, ["INTUNE_A", ...(isPimLicensed ? ["AAD_PREMIUM_P2"] : ["AAD_PREMIUM"])]],
  ["SPE_E3", 250, 240, ["EXCHANGE_S_ENTERPRISE", "AAD_PREMIUM"]],
];

export function tenantResources(grants: Grants, isPimLicensed: () => boolean, tenant: TenantName): readonly Resource[] {
  const list = (path: RegExp, permissions: readonly string[], all: () => readonly Entity[]): Resource => ({
    path,
    permissions,
    budget: "directory",
    answer: (request) => pageOf(all(), request, directoryPages),
  });
  const organizations = ["Organization.Read.All", "Directory.Read.All"];
  const applications = ["Application.Read.All", "Directory.Read.All"];
  return [
    list(/^organization$/, organizations, () => organizationOf(tenant)),
    list(/^domains$/, ["Domain.Read.All", "Domain.ReadWrite.All"], () => domains),
    list(/^subscribedSkus$/, organizations, () => skus(isPimLicensed()).map((sku) => skuOf(tenant, sku))),
    {
      path: /^servicePrincipals\(appId='([^']+)'\)\/appRoleAssignments$/,
      permissions: applications,
      budget: "directory",
      answer(request) {
        if (request.ids[0] !== sampleClient.clientId) {
          return graphError(404, "Request_ResourceNotFound", "The service principal does not exist.");
        }
        const granted = grants.replicated().map((role) => ({
          id: guidOf(`grant ${role}`),
          appRoleId: guidOf(`app role ${role}`),
          principalType: "ServicePrincipal",
          resourceDisplayName: "Microsoft Graph",
          resourceId: graphObjectId,
        }));
        return pageOf(granted, request, directoryPages);
      },
    },
    {
      path: /^servicePrincipals\(appId='([^']+)'\)$/,
      permissions: applications,
      budget: "directory",
      answer: (request) =>
        one(request.ids[0] === graphAppId ? { id: graphObjectId, appId: graphAppId, appRoles } : undefined, request),
    },
  ];
}

/** Every permission that can be granted, whether or not it is. */
const appRoles = [
  "Application.Read.All",
  "AuditLog.Read.All",
  "DeviceManagementApps.Read.All",
  "DeviceManagementConfiguration.Read.All",
  "DeviceManagementConfiguration.ReadWrite.All",
  "DeviceManagementManagedDevices.Read.All",
  "DeviceManagementRBAC.Read.All",
  "DeviceManagementScripts.Read.All",
  "DeviceManagementServiceConfig.Read.All",
  "Directory.Read.All",
  "Domain.Read.All",
  "Group.Read.All",
  "GroupMember.Read.All",
  "Mail.Read",
  "Organization.Read.All",
  "Policy.Read.All",
  "RoleAssignmentSchedule.Read.Directory",
  "RoleEligibilitySchedule.Read.Directory",
  "RoleManagement.Read.Directory",
].map((value) => ({ id: guidOf(`app role ${value}`), value, allowedMemberTypes: ["Application"], isEnabled: true }));
