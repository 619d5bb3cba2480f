import { AppLink } from "../parts/app-link.tsx";
import { environmentPage } from "../runs/addresses.ts";

interface SchedulePlaceProps {
  readonly ws: string;
  /** Null for several environments, which `name` then describes. */
  readonly environmentId: string | null;
  readonly name: string;
  readonly variant?: "secondary";
}

/** Where a schedule starts its work, with a link to its environment. */
export function SchedulePlace({ ws, environmentId, name, variant }: SchedulePlaceProps) {
  if (environmentId === null) return name;
  return (
    <AppLink href={environmentPage(ws, environmentId)} {...(variant && { variant })}>
      {name}
    </AppLink>
  );
}

/** The name of the environment, or which ones. */
export const placeNameOf = ({
  environmentName,
  wave,
}: {
  readonly environmentName: string | null;
  readonly wave: { readonly text: string } | null;
}): string => environmentName ?? wave?.text ?? "";
