/** What a cell may say to the app: a call of a capability. Whatever comes out of the frame is checked against it. */
import { z } from "zod";

export const capabilityCall = z.object({
  id: z.number(),
  method: z.enum(["rows", "profile"]),
  handle: z.unknown(),
  options: z.object({ offset: z.number().optional(), limit: z.number().optional() }).catch({}),
});

export type CapabilityCall = z.infer<typeof capabilityCall>;
