/** English: the source of truth of the catalogue. */
import { common } from "./en/common";
import { kinds } from "./en/kinds";
import { errors } from "./en/errors";
import { progress } from "./en/progress";
import { shell } from "./en/shell";
import { home } from "./en/home";
import { settings } from "./en/settings";
import { notebook } from "./en/notebook";
import { notebooks } from "./en/notebooks";
import { cells } from "./en/cells";
import { glossary } from "./en/glossary";
import { judge } from "./en/judge";
import { world } from "./en/world";
import { monitoring } from "./en/monitoring";
import { code } from "./en/code";
import { data } from "./en/data";
import { experiments } from "./en/experiments";
import { models } from "./en/models";
import { endpoints } from "./en/endpoints";
import { runs } from "./en/runs";
import { platform } from "./en/platform";
import { trash } from "./en/trash";

export const en = {
  common,
  kinds,
  errors,
  progress,
  shell,
  home,
  settings,
  notebook,
  notebooks,
  cells,
  judge,
  glossary,
  world,
  monitoring,
  code,
  data,
  experiments,
  models,
  endpoints,
  runs,
  platform,
  trash,
} as const;
