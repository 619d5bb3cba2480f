import { Route, Routes } from "react-router";
import { NotFound } from "../parts/dead-ends.tsx";
import { SchedulePage } from "./schedule-page.tsx";
import { SchedulesPage } from "./schedules-page.tsx";

/** The pages of schedules, loaded together. */
export function ScheduleSection() {
  return (
    <Routes>
      <Route index element={<SchedulesPage />} />
      <Route path=":schedule" element={<SchedulePage />} />
      <Route path="*" element={<NotFound />} />
    </Routes>
  );
}
