import type { Messages } from "../translate";

export const models: Messages["models"] = {};
