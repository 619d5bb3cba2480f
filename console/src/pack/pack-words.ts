import { packs as german } from "../words/de/packs.ts";
import { packs as english } from "../words/en/packs.ts";
import { usePageWords } from "../words/page-words.ts";

const texts = { en: english, de: german };

/** The language of the reader with the texts of files for people, which no list needs. */
export const usePackWords = () => usePageWords(texts);
