import Box from "@cloudscape-design/components/box";
import type * as z from "zod";
import type { countedList } from "../../../shared/contract/tabs.ts";
import { listPage } from "../runs/addresses.ts";
import { useLanguage } from "../words/language.tsx";
import { AppLink } from "./app-link.tsx";

type Count = z.infer<typeof countedList>;

export const workKinds = ["followUp", "stale", "active"] as const;

interface OpenWorkProps {
  readonly ws: string;
  readonly openWork: Readonly<Record<(typeof workKinds)[number], Count>>;
  readonly isLarge?: boolean;
}

/** The three counts of open work, each linked to the list it counts. */
export function OpenWork({ ws, openWork, isLarge = true }: OpenWorkProps) {
  const { words } = useLanguage();
  return (
    <div className="open-work">
      {workKinds.map((kind) => (
        <div key={kind}>
          <Box variant="awsui-key-label">{words.openWork[kind]}</Box>
          <CountLink ws={ws} label={words.openWork[kind]} count={openWork[kind]} isLarge={isLarge} />
        </div>
      ))}
    </div>
  );
}

interface CountLinkProps {
  readonly ws: string;
  readonly label: string;
  readonly count: Count;
  readonly isLarge?: boolean;
}

export function CountLink({ ws, label, count, isLarge = false }: CountLinkProps) {
  const { formats } = useLanguage();
  const text = formats.count(count);
  return (
    <AppLink
      href={listPage(ws, count.list)}
      ariaLabel={`${label}: ${text}`}
      fontSize={isLarge ? "display-l" : "body-m"}
    >
      {text}
    </AppLink>
  );
}
