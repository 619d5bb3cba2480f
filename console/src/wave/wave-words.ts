import { waves as german } from "../words/de/waves.ts";
import { waves as english } from "../words/en/waves.ts";
import { usePageWords } from "../words/page-words.ts";

const texts = { en: english, de: german };

/** The language of the reader with the texts of waves, which few pages need. */
export const useWaveWords = () => usePageWords(texts);
