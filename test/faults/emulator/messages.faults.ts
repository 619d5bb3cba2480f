import { playEachOverHttp } from "./over-http.ts";

playEachOverHttp("messages");
