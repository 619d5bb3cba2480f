import type * as z from "zod";
import type { brokenPromises } from "../../../shared/contract/promises.ts";
import { AppLink } from "../parts/app-link.tsx";
import { OpenCauses } from "../parts/open-causes.tsx";
import { StateBadge } from "../parts/state-badge.tsx";
import { environmentPage, promisesPage } from "../runs/addresses.ts";
import { WhyLines } from "./why-lines.tsx";

interface BrokenPromisesProps {
  readonly ws: string;
  readonly promises: z.infer<typeof brokenPromises> | null;
}

/**
 * Which environments are not as promised, and why, the longest broken first; nothing when none is broken. The open run or
 * the schedule behind a reason is a link.
 */
export function BrokenPromises({ ws, promises }: BrokenPromisesProps) {
  if (promises === null) return null;
  return (
    <OpenCauses
      {...promises}
      trackBy={({ promiseId, environmentId }) => `${promiseId} ${environmentId}`}
      list={promisesPage(ws, promises.count.list)}
    >
      {({ environmentId, environment, state, promise, text, why }) => (
        <>
          <span>
            <AppLink href={environmentPage(ws, environmentId)}>{environment}</AppLink> <StateBadge state={state} />
          </span>
          <span>
            {promise}: {text}
          </span>
          <WhyLines ws={ws} why={why} />
        </>
      )}
    </OpenCauses>
  );
}
