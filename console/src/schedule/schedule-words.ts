import { schedules as german } from "../words/de/schedules.ts";
import { schedules as english } from "../words/en/schedules.ts";
import { usePageWords } from "../words/page-words.ts";

const texts = { en: english, de: german };

/** The language of the reader with the texts of schedules, which no other page needs. */
export const useScheduleWords = () => usePageWords(texts);
