import ButtonDropdown, { type ButtonDropdownProps } from "@cloudscape-design/components/button-dropdown";
import { Suspense, useState } from "react";
import type { listViews, removeView } from "../../../shared/contract/view-routes.ts";
import { useRead, useWrite } from "../api/use-api.ts";
import { fetched, NotLoaded } from "../parts/fetched.tsx";
import { useWorkspace } from "../shell/me.tsx";
import { useToasts } from "../shell/toasts.tsx";
import { useLanguage } from "../words/language.tsx";
import { filtersOf } from "./filter-tokens.ts";
import { keepLocalViews, type LocalView, readLocalViews } from "./local-views.ts";
import { useSaveView } from "./use-save-view.ts";

const ViewDialog = fetched(() => import("./view-dialog.tsx").then((part) => part.ViewDialog), NotLoaded);

interface SavedViewsProps {
  readonly ws: string;
  readonly search: URLSearchParams;
  onOpen(search: URLSearchParams): void;
}

/** In one order: the table may return the members of a view in any. */
const textOf = (filters: Readonly<Record<string, string>>) =>
  new URLSearchParams(Object.entries(filters).toSorted()).toString();

/**
 * Named views of the hub, shared in the workspace. Views that are stored in this browser are offered beside them until
 * they are shared.
 */
export function SavedViews({ ws, search, onOpen }: SavedViewsProps) {
  const { words } = useLanguage();
  const { can } = useWorkspace(ws);
  const toasts = useToasts();
  const [local, setLocal] = useState(() => readLocalViews(ws));
  const [isNaming, setNaming] = useState(false);
  const { data } = useRead<typeof listViews>("/api/workspaces/{ws}/views", { ws });
  const remove = useWrite<typeof removeView>("DELETE", "/api/workspaces/{ws}/views/{view}");
  const shared = data?.items ?? [];
  const save = useSaveView(ws, shared);
  const canShare = can("tenant.operations.start");
  const current = textOf(filtersOf(search));
  const keepLocal = (views: readonly LocalView[]) => {
    keepLocalViews(ws, views);
    setLocal(views);
  };
  const fail = (text: string | undefined) => toasts.say({ type: "error", text: text ?? words.errors.notDone });

  /** What could not be shared stays in this browser. */
  async function shareLocal() {
    let left = local;
    for (const view of local) {
      const done = await save(view.name, filtersOf(new URLSearchParams(view.search)));
      if (done === null) left = left.filter((one) => one !== view);
      else fail(done.problem?.detail);
    }
    keepLocal(left);
  }
  const follow = (id: string) => {
    const [verb = ""] = id.split(" ", 1);
    const chosen = id.slice(verb.length + 1);
    const view = shared.find((one) => one.id === chosen);
    if (verb === "save") setNaming(true);
    else if (verb === "share") void shareLocal();
    else if (verb === "open" && view !== undefined) onOpen(new URLSearchParams(textOf(view.filters)));
    else if (verb === "local") onOpen(new URLSearchParams(local.find(({ name }) => name === chosen)?.search));
    else if (verb === "drop") keepLocal(local.filter(({ name }) => name !== chosen));
    else if (view !== undefined)
      remove.mutate({ parameters: { ws, view: view.id } }, { onError: ({ problem }) => fail(problem?.detail) });
  };
  const items: ButtonDropdownProps.Items = [
    ...shared.map(({ id, name }) => ({ id: `open ${id}`, text: name })),
    ...(local.length === 0
      ? []
      : [
          {
            text: words.views.inBrowser,
            items: [
              ...local.map(({ name }) => ({ id: `local ${name}`, text: name })),
              ...(canShare ? [{ id: "share", text: words.views.share(local.length), iconName: "share" as const }] : []),
            ],
          },
        ]),
    { id: "save", text: words.views.save, iconName: "add-plus" },
    ...shared
      .filter(({ filters, isChangeable }) => isChangeable && textOf(filters) === current)
      .map(({ id, name }) => ({ id: `forget ${id}`, text: words.views.forget(name), iconName: "remove" as const })),
    ...local
      .filter((view) => textOf(filtersOf(new URLSearchParams(view.search))) === current)
      .map(({ name }) => ({ id: `drop ${name}`, text: words.views.forget(name), iconName: "remove" as const })),
  ];
  return (
    <>
      <ButtonDropdown items={items} onItemClick={({ detail }) => follow(detail.id)}>
        {words.views.title}
      </ButtonDropdown>
      {isNaming && (
        <Suspense fallback={null}>
          <ViewDialog
            description={canShare ? words.views.shared : words.views.local}
            onClose={() => setNaming(false)}
            onSave={async (name) => {
              if (canShare) return save(name, filtersOf(search));
              keepLocal([...local.filter((view) => view.name !== name), { name, search: search.toString() }]);
              return null;
            }}
          />
        </Suspense>
      )}
    </>
  );
}
