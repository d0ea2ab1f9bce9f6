import type { LocalizedText, StageParams } from "../document/document";

/** What a starter says of itself; the rest is common to all. */
export interface StarterSpec {
  readonly title: LocalizedText;
  readonly texts: { readonly intro: LocalizedText; readonly train: LocalizedText; readonly live: LocalizedText };
  readonly params: { readonly [Kind in keyof StageParams]?: Partial<StageParams[Kind]> };
}
