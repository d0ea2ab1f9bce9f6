import type { Messages } from "../translate";

export const settings: Messages["settings"] = {};
