/** Español neutro latinoamericano, de tú. */
import { common } from "./es/common";
import { kinds } from "./es/kinds";
import { errors } from "./es/errors";
import { progress } from "./es/progress";
import { shell } from "./es/shell";
import { home } from "./es/home";
import { settings } from "./es/settings";
import { notebook } from "./es/notebook";
import { notebooks } from "./es/notebooks";
import { cells } from "./es/cells";
import { glossary } from "./es/glossary";
import { judge } from "./es/judge";
import { world } from "./es/world";
import { monitoring } from "./es/monitoring";
import { code } from "./es/code";
import { data } from "./es/data";
import { experiments } from "./es/experiments";
import { models } from "./es/models";
import { endpoints } from "./es/endpoints";
import { runs } from "./es/runs";
import { platform } from "./es/platform";
import { trash } from "./es/trash";
import type { Messages } from "./translate";

export const es: Messages = {
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
};
