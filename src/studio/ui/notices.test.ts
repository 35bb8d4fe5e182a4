import { beforeEach, expect, test } from "vitest";
import { error } from "../session/testing/fake-worker.ts";
import { dismissPassing, notify, notifyError, useNotices } from "./notices.ts";

const messages = () => useNotices.getState().notices.map(({ message }) => message);

beforeEach(() => useNotices.setState({ notices: [] }));

test("an error makes room for a newer one at the same place, and not for one elsewhere", () => {
  notifyError(error("E_CSV_EMPTY"));
  notifyError(error("E_CSV_BINARY"));
  expect(useNotices.getState().notices.map(({ details }) => details?.code)).toEqual(["E_CSV_BINARY"]);
  notifyError(new Error("elsewhere"));
  expect(messages()).toEqual(["here: that. Do it.", "elsewhere"]);
});

test("a new attempt puts aside what was said of others, and leaves what holds for the visit", () => {
  notify({ kind: "error", isLasting: true, message: "Changes are not kept." });
  notify({ kind: "news", message: "Your pipeline is back." });
  notifyError(error("E_CSV_EMPTY"));
  dismissPassing();
  expect(messages()).toEqual(["Changes are not kept."]);
});
