import { I18nProvider, type I18nProviderProps } from "@cloudscape-design/components/i18n";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { BrowserRouter, Navigate, Route, Routes, useLocation } from "react-router";
import type { showMe } from "../../shared/contract/caller-routes.ts";
import { useBeat } from "./api/beat.ts";
import { createClient } from "./api/client.ts";
import { ClientContext, useRead } from "./api/use-api.ts";
import { HubPage } from "./hub/hub-page.tsx";
import { Answered } from "./parts/answered.tsx";
import { NotFound } from "./parts/dead-ends.tsx";
import { fetched } from "./parts/fetched.tsx";
import { NowProvider } from "./parts/now.tsx";
import { Page } from "./parts/page.tsx";
import { PageBoundary } from "./parts/page-boundary.tsx";
import { workspacePage } from "./runs/addresses.ts";
import type { Session } from "./session/session.ts";
import { MeContext, useMe } from "./shell/me.tsx";
import { Shell } from "./shell/shell.tsx";
import { useLanguage } from "./words/language.tsx";
import type { Locale } from "./words/preferences.ts";

const OverviewPage = fetched(() => import("./overview/overview-page.tsx").then((page) => page.OverviewPage));
const RunPage = fetched(() => import("./run/run-page.tsx").then((page) => page.RunPage));
const InboxPage = fetched(() => import("./inbox/inbox-page.tsx").then((page) => page.InboxPage));
const EnvironmentPage = fetched(() =>
  import("./environment/environment-page.tsx").then((page) => page.EnvironmentPage),
);
const RecordPage = fetched(() => import("./environment/record-page.tsx").then((page) => page.RecordPage));
const RecordListPage = fetched(() => import("./environment/record-list-page.tsx").then((page) => page.RecordListPage));
const NotificationsPage = fetched(() =>
  import("./notifications/notifications-page.tsx").then((page) => page.NotificationsPage),
);
const SystemPage = fetched(() => import("./system/system-page.tsx").then((page) => page.SystemPage));
const SystemRunPage = fetched(() => import("./system/system-run-page.tsx").then((page) => page.SystemRunPage));
const MembersPage = fetched(() => import("./people/members-page.tsx").then((page) => page.MembersPage));
const PromisesPage = fetched(() => import("./promise/promises-page.tsx").then((page) => page.PromisesPage));
const ScheduleSection = fetched(() =>
  import("./schedule/schedule-section.tsx").then((section) => section.ScheduleSection),
);
const AlertSection = fetched(() => import("./alert/alert-section.tsx").then((section) => section.AlertSection));
const VerifyPage = fetched(() => import("./verify/verify-page.tsx").then((page) => page.VerifyPage));
const AuditPage = fetched(() => import("./people/audit-page.tsx").then((page) => page.AuditPage));

const componentMessages = {
  en: () => import("@cloudscape-design/components/i18n/messages/all.en"),
  de: () => import("@cloudscape-design/components/i18n/messages/all.de"),
} as const;

/** The console of a signed-in user. */
export function App({ session }: { readonly session: Session }) {
  const { locale } = useLanguage();
  const messages = useComponentMessages(locale);
  // Answers are localized, so each locale has its own client and cache.
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
      // Requests run even when the browser reports that it is offline, so that they fail instead of waiting.
      mutations: { networkMode: "always" },
      queries: {
        networkMode: "always",
        refetchOnReconnect: true,
        // The client repeats what another attempt may change.
        retry: false,
      },
    },
  });
}

/** Localized messages of the component library, such as "clear filters". */
function useComponentMessages(locale: Locale) {
  const [loaded, setLoaded] = useState<{ locale: string; messages: ReadonlyArray<I18nProviderProps.Messages> }>();
  useEffect(() => {
    let isWanted = true;
    // Without these messages the console is still usable, so a load error is ignored.
    componentMessages[locale]().then(
      ({ default: messages }) => isWanted && setLoaded({ locale, messages: [messages] }),
      () => isWanted && setLoaded({ locale, messages: [] }),
    );
    return () => {
      isWanted = false;
    };
  }, [locale]);
  return loaded?.locale === locale ? loaded.messages : undefined;
}

function Pages({ session }: { readonly session: Session }) {
  const { words } = useLanguage();
  const { pathname, search } = useLocation();
  const query = useRead<typeof showMe>("/api/me", {});
  useBeat();
  if (query.data === undefined && query.error !== null) {
    return (
      <main className="door" data-page={pathname + search}>
        <Answered query={query} title={words.errors.notLoaded}>
          {() => null}
        </Answered>
      </main>
    );
  }
  return (
    <Answered query={query}>
      {(me) => (
        <MeContext value={me}>
          <Routes>
            <Route element={<Shell session={session} />}>
              <Route path="/" element={<Home />} />
              <Route path="/w/:ws" element={guarded(words.nav.overview, <OverviewPage />)} />
              <Route path="/w/:ws/operations" element={guarded(words.nav.operations, <HubPage />)} />
              <Route path="/w/:ws/operations/:run" element={guarded(words.run.one, <RunPage />)} />
              <Route path="/w/:ws/inbox" element={guarded(words.nav.inbox, <InboxPage />)} />
              <Route path="/w/:ws/environments/:env" element={guarded(words.run.environment, <EnvironmentPage />)} />
              <Route path="/w/:ws/environments/:env/:kind" element={guarded(words.record.title, <RecordListPage />)} />
              <Route path="/w/:ws/environments/:env/:kind/:id" element={guarded(words.record.title, <RecordPage />)} />
              <Route path="/w/:ws/promises" element={guarded(words.nav.promises, <PromisesPage />)} />
              <Route path="/w/:ws/schedules/*" element={guarded(words.nav.schedules, <ScheduleSection />)} />
              <Route path="/w/:ws/alerts/*" element={guarded(words.nav.alerts, <AlertSection />)} />
              <Route path="/w/:ws/members" element={guarded(words.nav.members, <MembersPage />)} />
              <Route path="/w/:ws/audit" element={guarded(words.nav.audit, <AuditPage />)} />
              <Route path="/verify" element={guarded(words.shell.verify, <VerifyPage />)} />
              <Route path="/notifications" element={guarded(words.notifications.title, <NotificationsPage />)} />
              <Route path="/system/operations" element={guarded(words.system.title, <SystemPage />)} />
              <Route path="/system/operations/:run" element={guarded(words.run.one, <SystemRunPage />)} />
              <Route path="*" element={<NotFound />} />
            </Route>
          </Routes>
        </MeContext>
      )}
    </Answered>
  );
}

/** An error in one page must not affect the frame or other pages. */
const guarded = (name: string, page: ReactNode) => <PageBoundary name={name}>{page}</PageBoundary>;

/** The start page: the first workspace, or the platform plane. */
function Home() {
  const { words } = useLanguage();
  const { workspaces, platform } = useMe();
  const [first] = workspaces;
  if (first !== undefined) return <Navigate to={workspacePage(first.id)} replace />;
  if (platform !== null) return <Navigate to="/system/operations" replace />;
  return <Page title={words.nowhere.title}>{words.nowhere.text}</Page>;
}
