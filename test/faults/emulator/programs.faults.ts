import { playEachOverHttp } from "./over-http.ts";

playEachOverHttp("programs");
