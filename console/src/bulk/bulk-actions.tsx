import ButtonDropdown from "@cloudscape-design/components/button-dropdown";
import { Suspense } from "react";
import type { RunAnswer } from "../../../shared/contract/runs.ts";
import { fetched, NotLoaded } from "../parts/fetched.tsx";
import { useLanguage } from "../words/language.tsx";
import type { BulkDialogProps } from "./bulk-dialog.tsx";

const BulkDialog = fetched(() => import("./bulk-dialog.tsx").then((part) => part.BulkDialog), NotLoaded);

type Action = BulkDialogProps["action"];

/** In the order they are offered. */
const bulkActionKinds = ["acknowledge", "run_again", "cancel"] as const satisfies readonly Action["action"][];

/** An action and the runs it was chosen for. */
export interface BulkChoice {
  readonly action: Action;
  readonly runIds: readonly string[];
  /** Runs that these stand for: all open runs of the same work. */
  readonly standFor?: number | undefined;
}

interface BulkMenuProps {
  /** The selected runs; each action is offered for those that offer it. */
  readonly runs: readonly Pick<RunAnswer, "id" | "actions">[];
  /** Replaces the ids of the selected runs when the selection stands for more runs. */
  readonly findIds?: () => Promise<readonly string[]>;
  /** Number of runs that the selection stands for. */
  readonly standFor?: number | undefined;
  /** What takes the place of running the selection again at once, such as a dry run. */
  readonly again?: { readonly label: string; onChoose(): void } | undefined;
  onChoose(choice: BulkChoice): void;
}

/** The actions of a selection, with the number of runs each applies to. */
export function BulkMenu({ runs, findIds, standFor, again, onChoose }: BulkMenuProps) {
  const { words } = useLanguage();
  const offers = bulkActionKinds.flatMap((kind) => {
    if (kind === "run_again" && again !== undefined) return [];
    const able = runs.filter(({ actions }) => actions.some(({ action }) => action === kind));
    const offer = able[0]?.actions.find(({ action }) => action === kind);
    return offer === undefined ? [] : [{ action: { ...offer, action: kind }, runIds: able.map(({ id }) => id) }];
  });
  return (
    <ButtonDropdown
      disabled={offers.length === 0 && again === undefined}
      items={[
        ...offers.map(({ action, runIds }) => ({
          id: action.action,
          text: findIds === undefined ? `${action.label} (${runIds.length})` : action.label,
        })),
        ...(again === undefined ? [] : [{ id: "run_again", text: again.label }]),
      ]}
      onItemClick={async ({ detail: { id } }) => {
        if (id === "run_again" && again !== undefined) return again.onChoose();
        const offer = offers.find(({ action }) => action.action === id);
        if (offer !== undefined)
          onChoose(findIds === undefined ? offer : { ...offer, runIds: await findIds(), standFor });
      }}
    >
      {words.bulk.actions}
    </ButtonDropdown>
  );
}

interface ChosenBulkProps {
  readonly ws: string;
  readonly choice: BulkChoice | undefined;
  onClose(): void;
}

/** The dialog of a chosen action. It stands outside the rows, because they leave the list while the action works. */
export function ChosenBulk({ ws, choice, onClose }: ChosenBulkProps) {
  if (choice === undefined) return null;
  return (
    <Suspense fallback={null}>
      <BulkDialog ws={ws} {...choice} onClose={onClose} />
    </Suspense>
  );
}
