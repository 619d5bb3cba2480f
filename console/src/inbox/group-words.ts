import { groups as german } from "../words/de/groups.ts";
import { groups as english } from "../words/en/groups.ts";
import { usePageWords } from "../words/page-words.ts";

const texts = { en: english, de: german };

/** The language of the reader with the texts of failures by cause, which no page but the inbox needs. */
export const useGroupWords = () => usePageWords(texts);
