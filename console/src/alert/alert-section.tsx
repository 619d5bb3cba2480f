import { Route, Routes } from "react-router";
import { NotFound } from "../parts/dead-ends.tsx";
import { AlertPage } from "./alert-page.tsx";
import { AlertsPage } from "./alerts-page.tsx";
import { ChannelPage } from "./channel-page.tsx";
import { ChannelsPage } from "./channels-page.tsx";
import { AlertRulesPage } from "./rules-page.tsx";

/** The pages of alerts, loaded together: each part that is loaded alone costs the first page bytes. */
export function AlertSection() {
  return (
    <Routes>
      <Route index element={<AlertsPage />} />
      <Route path="alert" element={<AlertPage />} />
      <Route path="rules" element={<AlertRulesPage />} />
      <Route path="channels" element={<ChannelsPage />} />
      <Route path="channels/:channel" element={<ChannelPage />} />
      <Route path="*" element={<NotFound />} />
    </Routes>
  );
}
