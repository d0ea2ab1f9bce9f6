/**
 * A report as one HTML page that needs nothing else: no script, no request, styles inside, readable by day and by night. All texts are
 * passed in; every one of them, and every name from the data, is escaped. It holds findings, never rows.
 */
import type { Bounds } from "../alerting/threshold";
import { verdictCounts, type Finding, type FindingOperator, type FindingVerdict, type Report } from "./finding";

/** What the page says in words, in one language. */
export interface ReportTexts {
  /** Language tag, as "en". */
  readonly language: string;
  readonly title: string;
  /** The report's time in words. */
  readonly createdAt: string;
  readonly headings: Readonly<Record<"what" | "where" | "value" | "rule" | "verdict" | "explanation", string>>;
  readonly verdicts: Readonly<Record<FindingVerdict, string>>;
  readonly what: (finding: Finding) => string;
  readonly where: (finding: Finding) => string;
  readonly explanation: (finding: Finding) => string;
  readonly number: (value: number) => string;
  /** Where there is no number. */
  readonly none: string;
}

const COLUMNS = ["what", "where", "value", "rule", "verdict", "explanation"] as const;
const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const STYLE =
  ":root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem}" +
  "table{border-collapse:collapse;width:100%}th,td{text-align:start;padding:.35rem .6rem;border-bottom:1px solid #8886}" +
  "td.number{font-variant-numeric:tabular-nums;white-space:nowrap}.fail,.error{font-weight:700}";

/** Text as HTML content or a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}

/** The page. */
export function reportHtml(report: Report, texts: ReportTexts): string {
  const title = escapeHtml(texts.title);
  const headings = COLUMNS.map((column) => `<th scope="col">${escapeHtml(texts.headings[column])}</th>`).join("");
  const rows = report.findings.map((finding) => row(finding, texts)).join("\n");
  return `<!doctype html>
<html lang="${escapeHtml(texts.language)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${STYLE}</style></head>
<body>
<h1>${title}</h1>
<p>${escapeHtml(texts.createdAt)}</p>
<ul>${counts(report, texts)}</ul>
<table><thead><tr>${headings}</tr></thead><tbody>
${rows}
</tbody></table>
</body>
</html>
`;
}

function counts({ findings }: Report, texts: ReportTexts): string {
  return Object.entries(verdictCounts(findings))
    .filter(([, count]) => count > 0)
    .map(([verdict, count]) => `<li>${escapeHtml(texts.verdicts[verdict as FindingVerdict])}: ${count}</li>`)
    .join("");
}

function row(finding: Finding, texts: ReportTexts): string {
  const number = (value: number | null): string => escapeHtml(value === null ? texts.none : texts.number(value));
  const { verdict } = finding;
  const cells = [
    `<th scope="row">${escapeHtml(texts.what(finding))}</th>`,
    `<td>${escapeHtml(texts.where(finding))}</td>`,
    `<td class="number">${number(finding.value)}</td>`,
    `<td class="number">${rule(finding, number)}</td>`,
    `<td class="${escapeHtml(verdict)}">${escapeHtml(texts.verdicts[verdict])}</td>`,
    `<td>${escapeHtml(texts.explanation(finding))}</td>`,
  ];
  return `<tr>${cells.join("")}</tr>`;
}

function rule({ operator, threshold }: Finding, number: (value: number | null) => string): string {
  if (isBounds(threshold)) return `[${number(threshold.lower)}, ${number(threshold.upper)}]`;
  return `${escapeHtml(SIGNS[operator] ?? operator)} ${number(threshold)}`.trim();
}

/** Operators that are written otherwise than they are named. */
const SIGNS: Partial<Record<FindingOperator, string>> = { ">=": "≥", "<=": "≤", "==": "=", "!=": "≠", within: "" };

function isBounds(threshold: Finding["threshold"]): threshold is Bounds {
  return typeof threshold === "object" && threshold !== null;
}
