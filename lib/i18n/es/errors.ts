import type { Messages } from "../translate";

export const errors: Messages["errors"] = {};
