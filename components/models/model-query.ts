/** Which model, version or package an address names. */
import type { ModelPackage } from "@/lib/packaging/package";
import type { ModelVersion, RegisteredModel } from "@/lib/registry/registered-model";

export type ModelChoice =
  | { readonly kind: "model"; readonly model: RegisteredModel; readonly version: ModelVersion }
  | { readonly kind: "package"; readonly package: ModelPackage };

export interface ModelFacts {
  readonly models: readonly RegisteredModel[];
  /** Newest first within a model. */
  readonly versions: readonly ModelVersion[];
  readonly packages: readonly ModelPackage[];
}

/** The part of `URLSearchParams` that is read. */
export interface Query {
  get(name: string): string | null;
}

/**
 * `?name=&version=`, `?id=name/version`, `?id=name` or `?package=digest`; a model without a version shows its champion, else its
 * newest. Without any of them the first model, else the first package. Null when what is named is not there.
 */
export function chooseModel(facts: ModelFacts, query: Query): ModelChoice | null {
  const digest = query.get("package");
  if (digest !== null) return byDigest(facts, digest);
  const id = query.get("id");
  const named =
    query.get("name") === null ? splitId(facts, id) : { name: query.get("name"), version: query.get("version") };
  if (named.name !== null) return byName(facts, named.name, named.version);
  const [first] = facts.models;
  if (first) return byName(facts, first.name, null);
  const [made] = facts.packages;
  return made ? { kind: "package", package: made } : null;
}

/** Packages that no model version names. */
export function unregistered({ versions, packages }: ModelFacts): readonly ModelPackage[] {
  const known = new Set(versions.map((version) => version.packageDigest));
  return packages.filter((made) => !known.has(made.digest));
}

function byDigest(facts: ModelFacts, digest: string): ModelChoice | null {
  const version = facts.versions.find((found) => found.packageDigest === digest);
  if (version) return byName(facts, version.modelName, version.version);
  const made = facts.packages.find((found) => found.digest === digest);
  return made ? { kind: "package", package: made } : null;
}

function byName(facts: ModelFacts, name: string, version: string | null): ModelChoice | null {
  const model = facts.models.find((found) => found.name === name);
  if (!model) return null;
  const own = facts.versions.filter((found) => found.modelName === name);
  const wanted = version ?? model.aliases.champion;
  const found = own.find((candidate) => candidate.version === wanted) ?? (version === null ? own[0] : undefined);
  return found ? { kind: "model", model, version: found } : null;
}

// Names may contain slashes: only a last part that is a known version is one.
function splitId(facts: ModelFacts, id: string | null): { name: string | null; version: string | null } {
  if (id === null || facts.models.some((model) => model.name === id)) return { name: id, version: null };
  const slash = id.lastIndexOf("/");
  return slash < 1 ? { name: id, version: null } : { name: id.slice(0, slash), version: id.slice(slash + 1) };
}
