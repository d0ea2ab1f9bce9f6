"use client";

/** The models shelf: registered models with their versions, and packages that are not registered yet. */
import { useSearchParams } from "next/navigation";
import { shortId } from "@/lib/ids";
import { Sketch } from "../charts/sketch";
import { useText } from "../i18n";
import { MasterDetail, type MasterGroup } from "../shelf/master-detail";
import { ShelfPage } from "../shelf/shelf-page";
import { StartLink } from "../shelf/start-link";
import { useFacts } from "../shelf/use-facts";
import { EmptyState } from "../ui/empty-state";
import { KindIcon } from "../ui/kind-icon";
import { ModelDetail } from "./model-detail";
import { chooseModel, unregistered, type ModelChoice, type ModelFacts } from "./model-query";
import { PackageDetail } from "./package-detail";

export function ModelsShelf() {
  const { t } = useText();
  const facts = useFacts<ModelFacts>(
    async ({ stores, projectId }) => ({
      models: await stores.registry.listModels(projectId),
      versions: await stores.registry.listModelVersions(projectId),
      packages: await stores.packages.listPackages(projectId),
    }),
    [],
  );
  const empty = !facts || (facts.models.length === 0 && facts.packages.length === 0);
  return (
    <ShelfPage title={t("models.title")} intro={t("models.intro")}>
      {facts === undefined ? null : empty ? (
        <EmptyState
          sentence={t("models.empty")}
          action={<StartLink>{t("models.start")}</StartLink>}
          sketch={<Sketch kind="registry" />}
        />
      ) : (
        <Models facts={facts} />
      )}
    </ShelfPage>
  );
}

function Models({ facts }: { readonly facts: ModelFacts }) {
  const { t } = useText();
  const query = useSearchParams();
  const choice = chooseModel(facts, query);
  const chosen = ["id", "name", "package"].some((key) => query.get(key) !== null);
  return (
    <MasterDetail
      label={t("models.list")}
      groups={useGroups(facts)}
      currentId={currentId(choice)}
      chosen={chosen}
      listHref="/models"
    >
      {choice === null ? (
        <p className="text-soft">{t("models.notFound")}</p>
      ) : choice.kind === "model" ? (
        <ModelDetail
          key={choice.model.name}
          model={choice.model}
          version={choice.version}
          versions={facts.versions.filter((version) => version.modelName === choice.model.name)}
        />
      ) : (
        <PackageDetail
          digest={choice.package.digest}
          heading={`${t("models.package")} ${shortId(choice.package.digest, 8)}`}
        />
      )}
    </MasterDetail>
  );
}

function useGroups(facts: ModelFacts): readonly MasterGroup[] {
  const { t, formatDate } = useText();
  const models = facts.models.map((model) => ({
    id: `model ${model.name}`,
    href: `/models?name=${encodeURIComponent(model.name)}`,
    title: model.name,
    note: t("models.versionCount", {
      count: facts.versions.filter((version) => version.modelName === model.name).length,
    }),
    icon: <KindIcon kind="register" />,
  }));
  const loose = unregistered(facts).map((made) => ({
    id: `package ${made.digest}`,
    href: `/models?package=${made.digest}`,
    title: <span className="font-mono">{shortId(made.digest, 8)}</span>,
    note: formatDate(made.createdAtMs),
    icon: <KindIcon kind="package" />,
  }));
  return [
    ...(models.length > 0 ? [{ name: null, items: models }] : []),
    ...(loose.length > 0 ? [{ name: t("models.unregistered"), items: loose }] : []),
  ];
}

function currentId(choice: ModelChoice | null): string | null {
  if (choice === null) return null;
  return choice.kind === "model" ? `model ${choice.model.name}` : `package ${choice.package.digest}`;
}
