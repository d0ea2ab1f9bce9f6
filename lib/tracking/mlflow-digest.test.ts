import { expect, it } from "vitest";
import { asId } from "../ids";
import { mlflowDigest } from "./mlflow-digest";

it("is the MD5 of the source file, or of the content's digest where nothing was imported", async () => {
  const contentSha256 = asId<Parameters<typeof mlflowDigest>[0]["contentSha256"]>("abc");
  expect(await mlflowDigest({ sourceMd5: asId("d41d8cd98f00b204e9800998ecf8427e"), contentSha256 })).toBe(
    "d41d8cd98f00b204e9800998ecf8427e",
  );
  expect(await mlflowDigest({ sourceMd5: null, contentSha256 })).toBe("900150983cd24fb0d6963f7d28e17f72");
});
