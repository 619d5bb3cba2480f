import { report as german } from "../words/de/report.ts";
import { report as english } from "../words/en/report.ts";
import { usePageWords } from "../words/page-words.ts";

const texts = { en: { report: english }, de: { report: german } };

/** The language of the reader with the texts of reports, which only records have. */
export const useReportWords = () => usePageWords(texts);
