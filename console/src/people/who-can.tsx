import Box from "@cloudscape-design/components/box";
import type { listPermissions } from "../../../shared/contract/workspace-routes.ts";
import { useRead } from "../api/use-api.ts";
import { useLanguage } from "../words/language.tsx";

interface WhoCanProps {
  readonly ws: string;
  readonly env: string;
  /** What the reader may not do. */
  readonly capability: string;
  /** What it is, such as "Changing this connection". */
  readonly what: string;
}

/** Names the roles that may do what the reader may not, and their members where the reader may see them. */
export function WhoCan({ ws, env, capability, what }: WhoCanProps) {
  const { words, formats } = useLanguage();
  const { data } = useRead<typeof listPermissions>("/api/workspaces/{ws}/environments/{env}/permissions", { ws, env });
  const found = data?.items.find((item) => item.capability === capability);
  if (found === undefined) return null;
  const roles = formats.alternatives(found.roles.map(({ label }) => label));
  return (
    <Box color="text-body-secondary">
      {words.whoCan.roles(what, roles)}
      {found.members !== null && found.members.length > 0 && ` ${words.whoCan.members(found.members.join(", "))}`}
    </Box>
  );
}
