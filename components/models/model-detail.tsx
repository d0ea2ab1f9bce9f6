"use client";

/** A registered model: its versions, who was champion when, and the version that is looked at. */
import { Undo2 } from "lucide-react";
import { useState } from "react";
import { toWire, type WireError } from "@/lib/errors";
import { BY_PERSON, withNote } from "@/lib/journal";
import { chooseChampion, restoreChampion } from "@/lib/registry/choose-champion";
import { championHistory, type ChampionTerm } from "@/lib/registry/history";
import type { ModelVersion, RegisteredModel } from "@/lib/registry/registered-model";
import { useText } from "../i18n";
import { useServices } from "../services";
import { useFacts } from "../shelf/use-facts";
import { DeleteRow, type DeleteRowProps } from "../trash/delete-row";
import { Button } from "../ui/button";
import { ErrorNote } from "../ui/error-note";
import { Section } from "../ui/section";
import { Explained } from "../ui/explained";
import { CrownQuestion } from "./crown-question";
import { ChampionTable } from "./champion-table";
import { PackageDetail } from "./package-detail";
import { previousChampion } from "./previous-champion";
import { VersionTable } from "./version-table";

export interface ModelDetailProps {
  readonly model: RegisteredModel;
  readonly version: ModelVersion;
  readonly versions: readonly ModelVersion[];
}

export function ModelDetail({ model, version, versions }: ModelDetailProps) {
  const { t } = useText();
  const history = useFacts(
    async ({ stores, projectId }) =>
      championHistory(await stores.journal.list(projectId, { subject: model.name }), model.name),
    [model.name],
  );
  const { crown, goBack, error } = useCrown(model);
  const [asked, setAsked] = useState<string | null>(null);
  return (
    <article aria-label={model.name}>
      <header className="mb-4 flex flex-wrap items-center justify-between gap-3">
        <h2 className="text-lg font-semibold">{model.name}</h2>
        <RollBack model={model} history={history ?? []} onRollBack={(to) => void goBack(to)} />
      </header>
      {error ? <ErrorNote error={error} /> : null}
      <Section title={t("models.versions")} level={3}>
        <VersionTable
          model={model}
          versions={versions}
          current={version}
          onCrown={(found) => setAsked(found.version)}
        />
        {asked === null ? null : (
          <CrownQuestion
            key={asked}
            model={model}
            version={asked}
            onCancel={() => setAsked(null)}
            onCrown={async (note) => {
              if (await crown(asked, note)) setAsked(null);
            }}
          />
        )}
      </Section>
      <PackageDetail
        key={version.packageDigest}
        digest={version.packageDigest}
        version={version}
        heading={t("data.version", { name: model.name, version: version.version })}
      />
      <Section title={<Explained term="champion">{t("models.history")}</Explained>} level={3}>
        <ChampionTable terms={history ?? []} />
      </Section>
      <DeleteRow listHref="/models" things={deletable(model, version, versions)} />
    </article>
  );
}

/** The version that is looked at, and the model with all it has. */
function deletable(
  { name }: RegisteredModel,
  { version }: ModelVersion,
  versions: readonly ModelVersion[],
): DeleteRowProps["things"] {
  const model = { thing: { kind: "model", id: name }, name } as const;
  if (versions.length < 2) return [model];
  return [{ thing: { kind: "model-version", id: `${name}/${version}` }, name: `${name} v${version}` }, model];
}

function useCrown(model: RegisteredModel) {
  const { stores, projectId } = useServices();
  const [error, setError] = useState<WireError | null>(null);
  const tried = async (work: () => Promise<void>): Promise<boolean> => {
    setError(null);
    try {
      await work();
      return true;
    } catch (thrown) {
      setError(toWire(thrown));
      return false;
    }
  };
  const named = (version: string) => ({ projectId, modelName: model.name, version });
  return {
    error,
    crown: (version: string, note: string) =>
      tried(() => chooseChampion(stores, named(version), withNote(BY_PERSON, note))),
    goBack: (version: string) => tried(() => restoreChampion(stores, named(version), BY_PERSON)),
  };
}

interface RollBackProps {
  readonly model: RegisteredModel;
  readonly history: readonly ChampionTerm[];
  readonly onRollBack: (version: string) => void;
}

function RollBack({ model, history, onRollBack }: RollBackProps) {
  const { t } = useText();
  const [done, setDone] = useState<string | null>(null);
  const before = previousChampion(history, model.aliases.champion);
  return (
    <div className="flex flex-wrap items-center gap-3">
      <span role="status" className="text-sm text-soft">
        {done !== null && done === model.aliases.champion ? t("models.rolledBack", { version: done }) : ""}
      </span>
      <Button
        size="sm"
        disabled={before === null}
        title={before === null ? t("models.nothingBefore") : t("models.versionShort", { version: before })}
        icon={<Undo2 aria-hidden size={15} />}
        onClick={() => {
          if (before === null) return;
          setDone(before);
          onRollBack(before);
        }}
      >
        {t("models.rollBack")}
      </Button>
    </div>
  );
}
