import { expect, it } from "vitest";
import { en } from "@/lib/i18n/en";
import { GLOSSARY_TERMS } from "./glossary-terms";

it("the glossary lists every term that has an explanation, each once", () => {
  expect([...GLOSSARY_TERMS].sort()).toEqual(Object.keys(en.glossary.terms).sort());
});

it("every term is explained in at least two sentences", () => {
  const short = Object.entries(en.glossary.terms).filter(([, { says }]) => says.split(/[.?:;](?:\s|$)/).length < 3);
  expect(short.map(([term]) => term)).toEqual([]);
});
