"use client";

/** The data shelf: every dataset version of the project, and the one that is looked at. */
import { useSearchParams } from "next/navigation";
import type { DatasetVersion } from "@/lib/data/version/dataset";
import { Sketch } from "../charts/sketch";
import { useText } from "../i18n";
import { MasterDetail, type MasterGroup } from "../shelf/master-detail";
import { ShelfPage } from "../shelf/shelf-page";
import { StartLink } from "../shelf/start-link";
import { useFacts } from "../shelf/use-facts";
import { EmptyState } from "../ui/empty-state";
import { KindIcon } from "../ui/kind-icon";
import { DatasetDetail } from "./dataset-detail";
import { groupVersions } from "./group-versions";

export function DataShelf() {
  const { t } = useText();
  const id = useSearchParams().get("id");
  const versions = useFacts(({ stores, projectId }) => stores.datasets.listVersions(projectId), []);
  return (
    <ShelfPage title={t("data.title")} intro={t("data.intro")}>
      {versions === undefined ? null : !versions || versions.length === 0 ? (
        <EmptyState
          sentence={t("data.empty")}
          action={<StartLink>{t("data.start")}</StartLink>}
          sketch={<Sketch kind="table" />}
        />
      ) : (
        <Versions versions={versions} id={id} />
      )}
    </ShelfPage>
  );
}

function Versions({ versions, id }: { readonly versions: readonly DatasetVersion[]; readonly id: string | null }) {
  const { t } = useText();
  const current = id === null ? versions[0] : versions.find((version) => version.id === id);
  const groups: MasterGroup[] = groupVersions(versions).map((group) => ({
    name: group.name,
    items: group.versions.map((version) => ({
      id: version.id,
      href: `/data?id=${version.id}`,
      title: t("data.version", { name: version.name, version: String(version.version) }),
      note: t("data.shape", { rows: version.rowCount, columns: version.schema.length }),
      icon: <KindIcon kind="dataset" />,
    })),
  }));
  return (
    <MasterDetail
      label={t("data.list")}
      groups={groups}
      currentId={current?.id ?? null}
      chosen={id !== null}
      listHref="/data"
    >
      {current ? (
        <DatasetDetail key={current.id} version={current} versions={versions} />
      ) : (
        <p className="text-soft">{t("data.notFound")}</p>
      )}
    </MasterDetail>
  );
}
