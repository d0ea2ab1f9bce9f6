"use client";

import Link from "next/link";
import { shortId } from "@/lib/ids";
import { parseModelHandle } from "@/lib/notebook/result/model-handle";
import { lineageOf } from "@/lib/notebook/result/lineage";
import { useText } from "../../../i18n";
import { Badge } from "../../../ui/badge";
import { useNotebook } from "../../notebook-context";
import { useStored } from "../../use-stored";
import { Glance, ResultSkeleton, type ResultProps } from "../result";

export function RegisterResult({ handle }: ResultProps<"register">) {
  const { t } = useText();
  const { projectId } = useNotebook();
  const { modelName, version } = parseModelHandle(handle.id);
  const model = useStored((stores) => stores.registry.findModel(projectId, modelName), [projectId, modelName]);
  const lineage = useStored((stores) => lineageOf(stores, projectId, handle), [projectId, handle.id]);
  if (!model || !lineage) return <ResultSkeleton height={90} />;
  const aliases = (["champion", "challenger"] as const).filter((alias) => model.aliases[alias] === version);
  const steps = [
    {
      key: "data",
      text: lineage.dataset ? `${lineage.dataset.name} v${lineage.dataset.version}` : "–",
      digest: lineage.dataset?.contentSha256,
      href: lineage.dataset ? `/data?id=${lineage.dataset.id}` : null,
    },
    {
      key: "run",
      text: lineage.run?.name ?? "–",
      digest: lineage.run?.id,
      href: lineage.run ? `/experiments?run=${lineage.run.id}` : null,
    },
    { key: "version", text: `v${version}`, digest: handle.digest, href: null },
    {
      key: "endpoint",
      text: lineage.endpoints[0]?.name ?? t("cells.register.noEndpoint"),
      digest: undefined,
      href: lineage.endpoints[0] ? `/endpoints?id=${lineage.endpoints[0].id}` : null,
    },
  ] as const;
  return (
    <div>
      <Glance>
        <span>
          {modelName} · {t("cells.register.version", { version })}
        </span>
        {aliases.length === 0 ? <span className="text-sm text-faint">{t("cells.register.noAlias")}</span> : null}
        {aliases.map((alias) => (
          <Badge key={alias} tone="done">
            {t(`cells.register.${alias}`)}
          </Badge>
        ))}
      </Glance>
      <ol aria-label={t("cells.register.lineage")} className="mt-3 flex flex-wrap items-center gap-y-2 text-sm">
        {steps.map((step, index) => (
          <li key={step.key} className="flex items-center">
            {index > 0 ? (
              <span aria-hidden className="mx-2 text-faint">
                →
              </span>
            ) : null}
            <span className="flex flex-col">
              <span className="text-faint">{t(`cells.register.steps.${step.key}`)}</span>
              {step.href ? (
                <Link href={step.href} className="link">
                  {step.text}
                </Link>
              ) : (
                <span>{step.text}</span>
              )}
              {step.digest ? <span className="font-mono text-faint">{shortId(step.digest, 8)}</span> : null}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}
