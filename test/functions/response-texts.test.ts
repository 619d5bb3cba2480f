import { expect, it } from "vitest";
import { sentencesIn, textFaultsIn } from "./response-texts.ts";

const answer = { id: "inventory_sync", items: [{ state: { label: "Läuft" }, note: "the owner's own words" }] };

it("sentencesIn finds exactly the texts for people", () => {
  expect(sentencesIn(answer)).toEqual(["Läuft"]);
  expect(textFaultsIn(answer, "de")).toEqual([]);
});

it.each([
  { headline: "SQLSTATE 23505" },
  { anywhere: "duplicate key value violates environment_reviews_fingerprint_mutable_unique" },
  { anywhere: "arn:aws:dynamodb:eu-central-1:123456789012:table/ledger" },
  { detail: "ConditionalCheckFailedException: The conditional request failed" },
  { detail: "TypeError: x is not a function" },
  { label: "inventory_sync" },
  { headline: "{time} so far" },
  { correlationHash: "h" },
])("textFaultsIn reports the forbidden text %j", (wrong) => {
  expect(textFaultsIn({ ...answer, wrong }, "en")).not.toEqual([]);
});

it("textFaultsIn reports an English word only in a German answer", () => {
  expect(textFaultsIn({ headline: "Not completed." }, "de")).toEqual(["Not completed."]);
  expect(textFaultsIn({ headline: "Not completed." }, "en")).toEqual([]);
});
