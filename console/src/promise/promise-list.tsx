import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { useState } from "react";
import type { removePromise } from "../../../shared/contract/promise-routes.ts";
import type { PromiseAnswer } from "../../../shared/contract/promises.ts";
import { useWrite } from "../api/use-api.ts";
import { useCramped } from "../parts/use-narrow.ts";
import { ConfirmDialog } from "../run/confirm-dialog.tsx";
import { usePlaceNames } from "../runs/place-name.tsx";
import { PromiseForm } from "./promise-form.tsx";
import { usePromiseWords } from "./promise-words.ts";

interface PromiseListProps {
  readonly ws: string;
  readonly promises: readonly PromiseAnswer[];
  readonly mayManage: boolean;
}

/** What is promised, to whom, and with which exceptions. */
export function PromiseList({ ws, promises, mayManage }: PromiseListProps) {
  const { words, formats } = usePromiseWords();
  const isCramped = useCramped();
  const nameOf = usePlaceNames(ws);
  const [edited, setEdited] = useState<PromiseAnswer>();
  const [ending, setEnding] = useState<PromiseAnswer>();
  const remove = useWrite<typeof removePromise>("DELETE", "/api/workspaces/{ws}/promises/{id}");
  const close = () => {
    setEnding(undefined);
    remove.reset();
  };
  const placesOf = ({ environments }: PromiseAnswer) =>
    environments === "all" ? words.shell.allEnvironments : environments.map(nameOf).join(", ");
  const promised = ({ proofLabel, within }: PromiseAnswer) => words.promise.promised(proofLabel, within);
  const exceptions = ({ exceptions: all }: PromiseAnswer) =>
    all.length === 0 ? (
      "–"
    ) : (
      <ul className="plain">
        {all.map(({ environmentId, until, ownerId, reason }) => (
          <li key={environmentId}>
            {nameOf(environmentId)}: {words.promise.excepted(ownerId, formats.absolute(until), reason)}
          </li>
        ))}
      </ul>
    );
  const actions = (promise: PromiseAnswer) => (
    <SpaceBetween direction="horizontal" size="xs">
      <Button
        variant="inline-link"
        ariaLabel={`${words.promise.edit}: ${promise.name}`}
        onClick={() => setEdited(promise)}
      >
        {words.promise.edit}
      </Button>
      <Button
        variant="inline-link"
        ariaLabel={`${words.promise.remove}: ${promise.name}`}
        onClick={() => setEnding(promise)}
      >
        {words.promise.remove}
      </Button>
    </SpaceBetween>
  );
  const wide: TableProps.ColumnDefinition<PromiseAnswer>[] = [
    { id: "name", header: words.promise.name, isRowHeader: true, cell: ({ name }) => name },
    { id: "promised", header: words.promise.one, cell: promised },
    { id: "environments", header: words.promise.environments, cell: placesOf },
    { id: "owner", header: words.promise.owner, cell: ({ ownerId }) => ownerId },
    { id: "exceptions", header: words.promise.exceptions, cell: exceptions },
    ...(mayManage ? [{ id: "actions", header: words.members.actions, cell: actions }] : []),
  ];
  const narrow: TableProps.ColumnDefinition<PromiseAnswer>[] = [
    {
      id: "name",
      header: words.promise.name,
      isRowHeader: true,
      cell: (promise) => (
        <div className="run-lines">
          {promise.name}
          <span>{promised(promise)}</span>
          <span>
            {placesOf(promise)} · {promise.ownerId}
          </span>
          {promise.exceptions.length > 0 && exceptions(promise)}
          {mayManage && actions(promise)}
        </div>
      ),
    },
  ];
  return (
    <>
      <Table
        items={promises}
        trackBy="id"
        wrapLines
        contentDensity="compact"
        ariaLabels={{ tableLabel: words.promise.list }}
        header={<Header variant="h2">{words.promise.list}</Header>}
        columnDefinitions={isCramped ? narrow : wide}
      />
      {edited !== undefined && <PromiseForm ws={ws} promise={edited} onClose={() => setEdited(undefined)} />}
      {ending !== undefined && (
        <ConfirmDialog
          about={ending.name}
          action={{ label: words.promise.remove, consequence: words.promise.removeMeans, requiresNote: false }}
          isPending={remove.isPending}
          error={remove.error}
          onClose={close}
          onConfirm={() => remove.mutate({ parameters: { ws, id: ending.id } }, { onSuccess: close })}
        />
      )}
    </>
  );
}
