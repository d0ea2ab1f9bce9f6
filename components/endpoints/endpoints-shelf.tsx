"use client";

/** The endpoints shelf: what answers requests now, and how it is doing. */
import { useSearchParams } from "next/navigation";
import type { Endpoint } from "@/lib/serving/endpoint";
import { Sketch } from "../charts/sketch";
import { useText } from "../i18n";
import { MasterDetail } from "../shelf/master-detail";
import { ShelfPage } from "../shelf/shelf-page";
import { StartLink } from "../shelf/start-link";
import { useFacts } from "../shelf/use-facts";
import { EmptyState } from "../ui/empty-state";
import { KindIcon } from "../ui/kind-icon";
import { EndpointDetail } from "./endpoint-detail";

export function EndpointsShelf() {
  const { t } = useText();
  const endpoints = useFacts(({ stores, projectId }) => stores.endpoints.listEndpoints(projectId), []);
  return (
    <ShelfPage title={t("endpoints.title")} intro={t("endpoints.intro")}>
      {endpoints === undefined ? null : !endpoints || endpoints.length === 0 ? (
        <EmptyState
          sentence={t("endpoints.empty")}
          action={<StartLink>{t("endpoints.start")}</StartLink>}
          sketch={<Sketch kind="traffic" />}
        />
      ) : (
        <EndpointList endpoints={endpoints} />
      )}
    </ShelfPage>
  );
}

function EndpointList({ endpoints }: { readonly endpoints: readonly Endpoint[] }) {
  const { t } = useText();
  const id = useSearchParams().get("id");
  const current = id === null ? endpoints[0] : endpoints.find((endpoint) => endpoint.id === id);
  const items = endpoints.map((endpoint) => ({
    id: endpoint.id,
    href: `/endpoints?id=${endpoint.id}`,
    title: endpoint.name,
    note: t(`endpoints.environments.${endpoint.environment}`),
    icon: <KindIcon kind="deploy" />,
  }));
  return (
    <MasterDetail
      label={t("endpoints.list")}
      groups={[{ name: null, items }]}
      currentId={current?.id ?? null}
      chosen={id !== null}
      listHref="/endpoints"
    >
      {current ? (
        <EndpointDetail key={current.id} endpoint={current} />
      ) : (
        <p className="text-soft">{t("endpoints.notFound")}</p>
      )}
    </MasterDetail>
  );
}
