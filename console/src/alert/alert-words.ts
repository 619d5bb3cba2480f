import { alerts as german } from "../words/de/alerts.ts";
import { alerts as english } from "../words/en/alerts.ts";
import { usePageWords } from "../words/page-words.ts";

const texts = { en: english, de: german };

/** The language of the reader with the texts of alerts, which no other page needs. */
export const useAlertWords = () => usePageWords(texts);
