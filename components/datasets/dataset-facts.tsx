"use client";

import Link from "next/link";
import type { DatasetVersion } from "@/lib/data/version/dataset";
import { useText, type Text } from "../i18n";
import { Digest } from "../shelf/digest";
import { KeyValue } from "../ui/key-value";
import { Section } from "../ui/section";
import type { DatasetDetailProps } from "./dataset-detail-props";

/** Digests, parents, message and origin of a version. */
export function DatasetFacts({ version, versions }: DatasetDetailProps) {
  const text = useText();
  const { t, formatDate } = text;
  const digest = (key: "content" | "source" | "sourceMd5", value: string | null) =>
    value === null ? [] : [{ key, label: t(`data.${key}`), value: <Digest value={value} what={t(`data.${key}`)} /> }];
  return (
    <Section title={t("data.facts")} level={3}>
      <KeyValue
        items={[
          { key: "message", label: t("data.message"), value: version.message || t("data.noMessage") },
          { key: "origin", label: t("data.origin"), value: originText(version, text) },
          { key: "parents", label: t("data.parents"), value: <Parents version={version} versions={versions} /> },
          ...digest("content", version.contentSha256),
          ...digest("source", version.sourceSha256),
          ...digest("sourceMd5", version.sourceMd5),
          ...(version.suggestedTarget
            ? [{ key: "target", label: t("data.target"), value: <code>{version.suggestedTarget}</code> }]
            : []),
          { key: "created", label: t("data.created"), value: formatDate(version.createdAtMs) },
        ]}
      />
    </Section>
  );
}

function Parents({ version, versions }: DatasetDetailProps) {
  const { t } = useText();
  if (version.parents.length === 0) return <>{t("data.noParents")}</>;
  return (
    <ul className="flex flex-wrap gap-x-3">
      {version.parents.map((id) => {
        const parent = versions.find((found) => found.id === id);
        return (
          <li key={id}>
            <Link href={`/data?id=${id}`} className="underline underline-offset-3">
              {parent ? t("data.version", { name: parent.name, version: String(parent.version) }) : id.slice(0, 8)}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}

function originText({ origin }: DatasetVersion, { t }: Text): string {
  if (origin.kind === "corrections") return t("data.origins.corrections", { count: origin.rows });
  if (origin.kind === "retraining") return t("data.origins.retraining", { seed: String(origin.seed) });
  const { source } = origin;
  switch (source.kind) {
    case "builtin":
      return t("data.origins.builtin", { name: source.name });
    case "generator":
      return t("data.origins.generator", { name: source.name, seed: String(source.seed) });
    case "file":
      return t("data.origins.file", { name: source.fileName });
    case "none":
      return t("data.origins.none");
  }
}
