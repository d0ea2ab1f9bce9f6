import type { Messages } from "../translate";

export const home: Messages["home"] = {};
