import { describe, expect, test } from "vitest";
import { newId } from "@/lib/ids";
import type { ModelVersion, RegisteredModel } from "@/lib/registry/registered-model";
import { aPackage, digestOf, PROJECT } from "@/lib/storage/testing/samples";
import { chooseModel, unregistered, type ModelFacts } from "./model-query";

const model = (name: string, champion?: string): RegisteredModel => ({
  projectId: PROJECT,
  name,
  aliases: champion === undefined ? {} : { champion },
  tags: {},
  createdAtMs: 0,
});
const version = (modelName: string, number: string, digit: string): ModelVersion => ({
  projectId: PROJECT,
  modelName,
  version: number,
  packageDigest: digestOf(digit),
  runId: newId(),
  evaluationId: null,
  tags: {},
  createdAtMs: 0,
});

const facts: ModelFacts = {
  models: [model("loans"), model("a/b", "1")],
  versions: [version("a/b", "2", "2"), version("a/b", "1", "1"), version("loans", "1", "3")],
  packages: [aPackage({ digest: digestOf("1") }), aPackage({ digest: digestOf("9") })],
};

const choose = (address: string, from = facts) => {
  const choice = chooseModel(from, new URLSearchParams(address));
  if (choice === null) return null;
  return choice.kind === "model" ? `${choice.model.name}/${choice.version.version}` : choice.package.digest[0];
};

describe("the address of a model", () => {
  test.each([
    ["", "loans/1"],
    ["name=a/b&version=2", "a/b/2"],
    ["name=a/b", "a/b/1"],
    ["id=a/b", "a/b/1"],
    ["id=a/b/2", "a/b/2"],
    [`package=${digestOf("2")}`, "a/b/2"],
    [`package=${digestOf("9")}`, "9"],
    ["name=a/b&version=7", null],
    ["id=nobody", null],
    [`package=${digestOf("8")}`, null],
  ])("%s shows %s", (address, shown) => {
    expect(choose(address)).toBe(shown);
  });

  test("without models the first package is shown, and without packages nothing", () => {
    expect(choose("", { ...facts, models: [], versions: [] })).toBe("1");
    expect(choose("", { models: [], versions: [], packages: [] })).toBeNull();
  });
});

test("packages without a version are those that no version names", () => {
  expect(unregistered(facts).map((made) => made.digest)).toEqual([digestOf("9")]);
});
