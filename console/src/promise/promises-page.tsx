import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SegmentedControl from "@cloudscape-design/components/segmented-control";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import { useParams, useSearchParams } from "react-router";
import type * as z from "zod";
import type { showPromiseMatrix } from "../../../shared/contract/promise-routes.ts";
import type { promiseMatrix } from "../../../shared/contract/promises.ts";
import { useRead } from "../api/use-api.ts";
import { Answered } from "../parts/answered.tsx";
import { Page } from "../parts/page.tsx";
import { useWorkspace } from "../shell/me.tsx";
import { PromiseForm } from "./promise-form.tsx";
import { PromiseList } from "./promise-list.tsx";
import { PromiseMatrix } from "./promise-matrix.tsx";
import { usePromiseWords } from "./promise-words.ts";

type Matrix = z.infer<typeof promiseMatrix>;

/** Which environments are as promised, worst first, and the promises themselves. The address holds the filter. */
export function PromisesPage() {
  const { ws = "" } = useParams();
  const { words, formats } = usePromiseWords();
  const { can } = useWorkspace(ws);
  const [address] = useSearchParams();
  const [isCreating, setCreating] = useState(false);
  const state = address.get("state") ?? undefined;
  const environmentId = address.get("environmentId") ?? undefined;
  const query = useRead<typeof showPromiseMatrix>(
    "/api/workspaces/{ws}/promises/matrix",
    { ws },
    { query: { state, environmentId }, isMain: true },
  );
  const mayManage = can("tenant.promises.manage");
  return (
    <Answered query={query} id={environmentId ?? ws} title={words.promise.all}>
      {(matrix) => (
        <Page
          title={words.promise.all}
          description={words.checkedAt(formats.clock(matrix.checkedAt))}
          actions={
            mayManage && (
              <Button variant="primary" onClick={() => setCreating(true)}>
                {words.promise.create}
              </Button>
            )
          }
        >
          {matrix.unread !== null && <Alert type="warning">{matrix.unread}</Alert>}
          <Container
            header={
              <Header variant="h2" description={<Shown matrix={matrix} />}>
                {matrix.headline}
              </Header>
            }
          >
            <SpaceBetween size="s">
              {matrix.promises.length > 0 && <StateFilter counts={matrix.counts} />}
              <PromiseMatrix ws={ws} matrix={matrix} mayManage={mayManage} />
            </SpaceBetween>
          </Container>
          {matrix.promises.length > 0 && <PromiseList ws={ws} promises={matrix.promises} mayManage={mayManage} />}
          {isCreating && <PromiseForm ws={ws} onClose={() => setCreating(false)} />}
        </Page>
      )}
    </Answered>
  );
}

/** Said only when the matrix does not show every row. */
function Shown({ matrix: { rows, rowCount } }: { readonly matrix: Matrix }) {
  const { words, formats } = usePromiseWords();
  return rowCount.value > rows.length ? words.promise.shown(rows.length, formats.count(rowCount)) : null;
}

/** Narrows the rows to environments with a promise in one state; the numbers cover all of them. */
function StateFilter({ counts }: { readonly counts: Matrix["counts"] }) {
  const { words, formats } = usePromiseWords();
  const [address, setAddress] = useSearchParams();
  const states = ["broken", "due_soon", "unknown", "kept"] as const;
  return (
    <SegmentedControl
      label={words.run.state}
      selectedId={address.get("state") ?? ""}
      options={[
        { id: "", text: words.promise.everyState },
        ...states.map((id) => ({ id, text: `${words.promise.states[id]} (${formats.count(counts[id])})` })),
      ]}
      onChange={({ detail }) => {
        const next = new URLSearchParams(address);
        if (detail.selectedId === "") next.delete("state");
        else next.set("state", detail.selectedId);
        setAddress(next);
      }}
    />
  );
}
