import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jobVoice } from "./job-voice";

describe("what a job says", () => {
  it("is heard until the end, whatever order its ports deliver (seed 25)", () => {
    const said = fc.array(fc.constantFrom("progress", "event", "end"), { maxLength: 30 });
    fc.assert(
      fc.property(said, (messages) => {
        const voice = jobVoice();
        const heard: string[] = [];
        const [progress, event] = [voice.tell(() => heard.push("progress")), voice.tell(() => heard.push("event"))];
        for (const message of messages) {
          if (message === "progress") progress(null);
          else if (message === "event") event(null);
          else voice.end();
        }
        const end = messages.indexOf("end");
        expect(heard).toEqual(end < 0 ? messages : messages.slice(0, end));
      }),
      { seed: 25, numRuns: 200 },
    );
  });
});
