import { beforeEach, expect, test } from "vitest";
import { error } from "../session/testing/fake-worker.ts";
import { dismissMereNews, dismissPassing, notify, notifyError, useNotices } from "./notices.ts";

const messages = () => useNotices.getState().notices.map(({ message }) => message);

beforeEach(() => useNotices.setState({ notices: [] }));

test("an error makes room for a newer one at the same place, and not for one elsewhere", () => {
  notifyError(error("E_CSV_EMPTY"));
  notifyError(error("E_CSV_BINARY"));
  expect(useNotices.getState().notices.map(({ details }) => details?.code)).toEqual(["E_CSV_BINARY"]);
  notifyError(new Error("elsewhere"));
  expect(messages()).toEqual(["here: that. Do it.", "elsewhere"]);
});

test("news that asks for nothing makes room for newer news and for another view, and never for an error", () => {
  const action = { label: "Take it back", run: () => undefined };
  notify({ kind: "news", message: "Saved a." });
  notify({ kind: "news", message: "A sample took the table's place.", action });
  notify({ kind: "news", message: "Saved b." });
  expect(messages()).toEqual(["A sample took the table's place.", "Saved b."]);
  notifyError(error("E_CSV_EMPTY"));
  expect(messages()).toHaveLength(3);
  dismissMereNews();
  expect(messages()).toEqual(["A sample took the table's place.", "here: that. Do it."]);
});

test("a new attempt puts aside what was said of others, and leaves what holds for the visit", () => {
  notify({ kind: "error", isLasting: true, message: "Changes are not kept." });
  notify({ kind: "news", message: "Your pipeline is back." });
  notifyError(error("E_CSV_EMPTY"));
  dismissPassing();
  expect(messages()).toEqual(["Changes are not kept."]);
});
