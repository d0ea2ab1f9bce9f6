/** After everything was replaced or removed: what the workers, this tab and the other tabs hold is of the project before. */
import { forgetSeenRuns } from "../notebook/guide/use-seen-run";
import { announceReplaced } from "../shell/replaced";

/** Tells the other tabs, forgets what this one kept, and opens the first page again. */
export function beginAnew(): void {
  announceReplaced();
  forgetSeenRuns();
  location.assign("/");
}
