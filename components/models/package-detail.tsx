"use client";

/** One package: its lineage, its scores, the proof that it is the trained model, and its files. */
import { shortId, type Sha256 } from "@/lib/ids";
import type { ModelPackage } from "@/lib/packaging/package";
import type { ModelVersion } from "@/lib/registry/registered-model";
import { useText } from "../i18n";
import { DownloadZip } from "../notebook/download-zip";
import { Digest } from "../shelf/digest";
import { MadeBy } from "../shelf/made-by";
import { useFacts } from "../shelf/use-facts";
import { DeleteRow } from "../trash/delete-row";
import { KeyValue } from "../ui/key-value";
import { Section } from "../ui/section";
import { Explained } from "../ui/explained";
import { ModelLineage } from "./model-lineage";
import { PackageFiles } from "./package-files";
import { ParityNote } from "./parity-note";
import { ScoreTable } from "./score-table";

export interface PackageDetailProps {
  readonly digest: Sha256;
  /** Absent for a package that is not registered. */
  readonly version?: ModelVersion;
  readonly heading: string;
}

export function PackageDetail({ digest, version, heading }: PackageDetailProps) {
  const { t } = useText();
  const made = useFacts(({ stores }) => stores.packages.getPackage(digest), [digest]);
  if (made === undefined) return null;
  if (made === null) return <p className="text-soft">{t("models.notFound")}</p>;
  return (
    <div>
      <Section title={heading} level={3} actions={<MadeBy id={digest} />}>
        <ModelLineage made={made} {...(version ? { version } : {})} />
      </Section>
      <Section title={t("models.scores")} level={3}>
        <ScoreTable digest={digest} evaluationId={version?.evaluationId ?? null} />
      </Section>
      <Section title={t("models.package")} level={3} actions={<DownloadZip digest={made.digest} size="sm" />}>
        <PackageFacts made={made} />
        <details className="mt-4">
          <summary className="min-h-8 cursor-pointer font-medium text-soft">{t("models.files")}</summary>
          <PackageFiles made={made} />
        </details>
      </Section>
      {version ? null : (
        <DeleteRow listHref="/models" things={[{ thing: { kind: "package", id: digest }, name: shortId(digest, 8) }]} />
      )}
    </div>
  );
}

function PackageFacts({ made }: { readonly made: ModelPackage }) {
  const { t, formatBytes, formatDate } = useText();
  const { signature } = made;
  return (
    <KeyValue
      items={[
        {
          key: "parity",
          label: <Explained term="parity">{t("models.parity")}</Explained>,
          value: <ParityNote parity={made.parity} />,
        },
        {
          key: "digest",
          label: <Explained term="digest">{t("models.digest")}</Explained>,
          value: <Digest value={made.digest} what={t("models.digest")} />,
        },
        {
          key: "signature",
          label: <Explained term="signature">{t("models.signature")}</Explained>,
          value: `${t("models.inputs", { count: signature.inputs.length })} → ${t("models.outputs", { target: signature.target })}`,
        },
        { key: "size", label: t("models.size"), value: formatBytes(made.sizeBytes) },
        { key: "created", label: t("models.created"), value: formatDate(made.createdAtMs) },
      ]}
    />
  );
}
