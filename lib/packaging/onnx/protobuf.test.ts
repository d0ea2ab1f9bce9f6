import { describe, expect, it } from "vitest";
import { floatField, intField, message, packedIntsField, stringField, varint } from "./protobuf";

describe("protobuf writer", () => {
  it("writes varints as the format's documentation shows", () => {
    expect([...varint(0)]).toEqual([0]);
    expect([...varint(1)]).toEqual([1]);
    expect([...varint(150)]).toEqual([0x96, 0x01]);
  });

  it("writes a negative integer as ten bytes of two's complement", () => {
    expect([...varint(-1)]).toEqual([255, 255, 255, 255, 255, 255, 255, 255, 255, 1]);
  });

  it("writes keys, lengths and payloads", () => {
    expect([...intField(1, 150)]).toEqual([0x08, 0x96, 0x01]);
    expect([...stringField(2, "testing")]).toEqual([0x12, 7, 0x74, 0x65, 0x73, 0x74, 0x69, 0x6e, 0x67]);
    expect([...packedIntsField(6, [3, 270, 86942])]).toEqual([0x32, 6, 3, 0x8e, 2, 0x9e, 0xa7, 5]);
    expect([...floatField(3, 1)]).toEqual([0x1d, 0, 0, 0x80, 0x3f]);
  });

  it("measures text in UTF-8 bytes", () => {
    expect([...stringField(1, "ñ")]).toEqual([0x0a, 2, 0xc3, 0xb1]);
  });

  it("joins fields in order", () => {
    expect([...message(intField(1, 1), intField(2, 2))]).toEqual([8, 1, 16, 2]);
  });
});
