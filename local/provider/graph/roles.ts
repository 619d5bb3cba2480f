import { graphError } from "../answers.ts";
import { directoryPages, type Entity, pageOf, type Resource } from "./resource.ts";
import { guidOf } from "./seeded.ts";

/** Built-in roles of Microsoft Entra ID, by their public template ids. */
const builtIn = {
  "Global Administrator": "62e90394-69f5-4237-9190-012177145e10",
  "Helpdesk Administrator": "729827e3-9c14-49f7-bb1b-9608f156bbb8",
  "Service Support Administrator": "f023fd81-a637-4b56-95fd-791ac0226033",
  "Billing Administrator": "b0f54661-2d74-4c50-afa3-1ec803f12efe",
  "Intune Administrator": "3a2c62db-5318-420d-8d74-23affee5d9d5",
  "Application Administrator": "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3",
  "Security Reader": "5d6b6bb7-de71-4623-b4af-96380a352509",
} as const;
type RoleName = keyof typeof builtIn;

const definitions: readonly Entity[] = [
  ...Object.entries(builtIn).map(([displayName, id]) => ({
    id,
    displayName,
    description: `Built-in role ${displayName}`,
    isBuiltIn: true,
    isEnabled: true,
    templateId: id,
    rolePermissions: [{ allowedResourceActions: ["microsoft.directory/users/standard/read"], condition: null }],
  })),
  {
    id: guidOf("role device desk"),
    displayName: "Device desk",
    description: "Reads devices",
    isBuiltIn: false,
    isEnabled: true,
    templateId: guidOf("role device desk"),
    rolePermissions: [{ allowedResourceActions: ["microsoft.directory/devices/standard/read"], condition: null }],
  },
];

const user = (name: string) => ({
  "@odata.type": "#microsoft.graph.user",
  id: guidOf(`user ${name}`),
  displayName: name,
  userPrincipalName: `${name.toLowerCase().replaceAll(" ", ".")}@contoso.example`,
});
const guest = {
  "@odata.type": "#microsoft.graph.user",
  id: guidOf("user external consultant"),
  displayName: "External consultant",
  userPrincipalName: "external.consultant_partner.example#EXT#@contoso.example",
};
const application = {
  "@odata.type": "#microsoft.graph.servicePrincipal",
  id: guidOf("application backup"),
  displayName: "Backup automation",
};
const group = { "@odata.type": "#microsoft.graph.group", id: guidOf("group 1"), displayName: "Helpdesk staff" };
type Principal = Readonly<Record<string, string>> & { readonly id: string };

const standing: readonly (readonly [Principal, RoleName])[] = [
  [user("Cloud administrator"), "Global Administrator"],
  [user("Emergency access"), "Global Administrator"],
  [guest, "Global Administrator"],
  [user("Device administrator"), "Intune Administrator"],
  [application, "Application Administrator"],
  [group, "Helpdesk Administrator"],
];
const activated: readonly (readonly [Principal, RoleName])[] = [[user("Service owner"), "Intune Administrator"]];
const eligible: readonly (readonly [Principal, RoleName])[] = [
  [user("Service owner"), "Intune Administrator"],
  [user("Deputy administrator"), "Global Administrator"],
];

const assignmentOf = ([principal, role]: readonly [Principal, RoleName], kind: string): Entity => ({
  id: guidOf(`${kind} ${principal.id} ${role}`),
  principalId: principal.id,
  roleDefinitionId: builtIn[role],
  directoryScopeId: "/",
  principal,
});

/** Privileged Identity Management, which needs a licence that a tenant may lack. */
export interface Pim {
  isLicensed(): boolean;
}

const unlicensed = graphError(
  400,
  "AadPremiumLicenseRequired",
  "The tenant needs to have Microsoft Entra ID P2 or Microsoft Entra ID Governance license.",
);

export function roleResources(pim: Pim): readonly Resource[] {
  const read = ["RoleManagement.Read.Directory", "RoleManagement.ReadWrite.Directory"];
  const list = (path: RegExp, permissions: readonly string[], all: () => readonly Entity[]): Resource => ({
    path,
    permissions,
    budget: "directory",
    answer: (request) => pageOf(all(), request, directoryPages),
  });
  const licensed = ({ answer, ...resource }: Resource): Resource => ({
    ...resource,
    answer: (request) => (pim.isLicensed() ? answer(request) : unlicensed),
  });
  return [
    list(/^roleManagement\/directory\/roleDefinitions$/, [...read, "Directory.Read.All"], () => definitions),
    list(/^roleManagement\/directory\/roleAssignments$/, [...read, "Directory.Read.All"], () =>
      // An activated assignment is listed like a standing one.
      [...standing, ...(pim.isLicensed() ? activated : [])].map((each) => assignmentOf(each, "assignment")),
    ),
    licensed(
      list(
        /^roleManagement\/directory\/roleAssignmentScheduleInstances$/,
        ["RoleAssignmentSchedule.Read.Directory", ...read],
        () => [
          ...standing.map((each) => ({ ...assignmentOf(each, "instance"), assignmentType: "Assigned" })),
          ...activated.map((each) => ({
            ...assignmentOf(each, "instance"),
            assignmentType: "Activated",
            endDateTime: "2026-12-01T18:00:00Z",
          })),
        ],
      ),
    ),
    licensed(
      list(
        /^roleManagement\/directory\/roleEligibilityScheduleInstances$/,
        ["RoleEligibilitySchedule.Read.Directory", ...read],
        () => eligible.map((each) => assignmentOf(each, "eligibility")),
      ),
    ),
  ];
}
