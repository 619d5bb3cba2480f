import { I18nProvider, type I18nProviderProps } from "@cloudscape-design/components/i18n";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { lazy, useEffect, useMemo, useState } from "react";
import { BrowserRouter, Navigate, Route, Routes } from "react-router";
import type { showMe } from "../../shared/contract/caller-routes.ts";
import { createClient, Refused } from "./api/client.ts";
import { ClientContext, useRead } from "./api/use-api.ts";
import { HubPage } from "./hub/hub-page.tsx";
import { Answered } from "./parts/answered.tsx";
import { NotFound } from "./parts/dead-ends.tsx";
import { NowProvider } from "./parts/now.tsx";
import { Page } from "./parts/page.tsx";
import { workspacePage } from "./runs/addresses.ts";
import type { Session } from "./session/sign-in.ts";
import { MeContext, useMe } from "./shell/me.tsx";
import { Shell } from "./shell/shell.tsx";
import { useLanguage } from "./words/language.tsx";
import type { Locale } from "./words/preferences.ts";

const OverviewPage = lazy(() =>
  import("./overview/overview-page.tsx").then((page) => ({ default: page.OverviewPage })),
);
const RunPage = lazy(() => import("./run/run-page.tsx").then((page) => ({ default: page.RunPage })));
const InboxPage = lazy(() => import("./inbox/inbox-page.tsx").then((page) => ({ default: page.InboxPage })));
const EnvironmentPage = lazy(() =>
  import("./environment/environment-page.tsx").then((page) => ({ default: page.EnvironmentPage })),
);
const RecordPage = lazy(() => import("./environment/record-page.tsx").then((page) => ({ default: page.RecordPage })));
const NotificationsPage = lazy(() =>
  import("./notifications/notifications-page.tsx").then((page) => ({ default: page.NotificationsPage })),
);
const SystemPage = lazy(() => import("./system/system-page.tsx").then((page) => ({ default: page.SystemPage })));
const SystemRunPage = lazy(() =>
  import("./system/system-run-page.tsx").then((page) => ({ default: page.SystemRunPage })),
);
const MembersPage = lazy(() => import("./people/members-page.tsx").then((page) => ({ default: page.MembersPage })));
const AuditPage = lazy(() => import("./people/audit-page.tsx").then((page) => ({ default: page.AuditPage })));

const componentMessages = {
  en: () => import("@cloudscape-design/components/i18n/messages/all.en"),
  de: () => import("@cloudscape-design/components/i18n/messages/all.de"),
} as const;

const secondTriesMax = 2;

/** The console of somebody who has signed in. */
export function App({ session }: { readonly session: Session }) {
  const { locale } = useLanguage();
  const messages = useComponentMessages(locale);
  // What was answered in one language is of no use in another: each has a client and a memory of its own.
  const [client, queries] = useMemo(() => [createClient(session, locale), newMemory()] as const, [session, locale]);
  if (messages === undefined) return null;
  return (
    <I18nProvider locale={locale} messages={messages}>
      <ClientContext value={client}>
        <QueryClientProvider client={queries} key={locale}>
          <NowProvider>
            <BrowserRouter>
              <Pages session={session} />
            </BrowserRouter>
          </NowProvider>
        </QueryClientProvider>
      </ClientContext>
    </I18nProvider>
  );
}

function newMemory(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: (failures, error) =>
          failures < secondTriesMax && !(error instanceof Refused && error.status >= 400 && error.status < 500),
      },
    },
  });
}

/** The words inside the components, such as "clear filters", in the reader's language. */
function useComponentMessages(locale: Locale) {
  const [loaded, setLoaded] = useState<{ locale: string; messages: ReadonlyArray<I18nProviderProps.Messages> }>();
  useEffect(() => {
    let isWanted = true;
    componentMessages[locale]().then(({ default: messages }) => {
      if (isWanted) setLoaded({ locale, messages: [messages] });
    });
    return () => {
      isWanted = false;
    };
  }, [locale]);
  return loaded?.locale === locale ? loaded.messages : undefined;
}

function Pages({ session }: { readonly session: Session }) {
  const query = useRead<typeof showMe>("/api/me", {});
  return (
    <Answered query={query}>
      {(me) => (
        <MeContext value={me}>
          <Routes>
            <Route element={<Shell session={session} />}>
              <Route path="/" element={<Home />} />
              <Route path="/w/:ws" element={<OverviewPage />} />
              <Route path="/w/:ws/operations" element={<HubPage />} />
              <Route path="/w/:ws/operations/:run" element={<RunPage />} />
              <Route path="/w/:ws/inbox" element={<InboxPage />} />
              <Route path="/w/:ws/environments/:env" element={<EnvironmentPage />} />
              <Route path="/w/:ws/environments/:env/:kind/:id" element={<RecordPage />} />
              <Route path="/w/:ws/members" element={<MembersPage />} />
              <Route path="/w/:ws/audit" element={<AuditPage />} />
              <Route path="/notifications" element={<NotificationsPage />} />
              <Route path="/system/operations" element={<SystemPage />} />
              <Route path="/system/operations/:run" element={<SystemRunPage />} />
              <Route path="*" element={<NotFound />} />
            </Route>
          </Routes>
        </MeContext>
      )}
    </Answered>
  );
}

/** Where one begins: the first workspace, or the platform plane. */
function Home() {
  const { words } = useLanguage();
  const { workspaces, platform } = useMe();
  const [first] = workspaces;
  if (first !== undefined) return <Navigate to={workspacePage(first.id)} replace />;
  if (platform !== null) return <Navigate to="/system/operations" replace />;
  return <Page title={words.nowhere.title}>{words.nowhere.text}</Page>;
}
