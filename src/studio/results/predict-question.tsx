import { predictText } from "../../base/texts/studio/results.ts";
import { doubtWords, readingWords, recognisedWords } from "../../table/new-rows/rows-words.ts";
import type { RowsReading } from "../../table/new-rows/types.ts";
import type { PredictionState, RowsAnswer } from "../session/prediction-slice.ts";
import { useSession } from "../session/session-store.ts";
import { focusOn } from "../ui/focus-on.ts";

type Asked = Extract<PredictionState, { readonly kind: "question" }>;

/** Rows that are not like those of training: what is different, what would settle it, and predicting all the same. */
export function PredictQuestion({ names, files, question, readings }: Asked) {
  const { doubts, recognised } = question.fit;
  const answer = (given: RowsAnswer) => {
    void useSession.getState().predict(files, given);
    // The pressed button is about to go.
    focusOn("#predict");
  };
  const read = (reading: RowsReading) => {
    answer({ readings: [...readings.filter(({ column }) => column !== reading.column), reading] });
  };
  return (
    <div className="predict__question">
      <p>
        <strong>{predictText("unlike", { files: names })}</strong>
      </p>
      <ul className="predict__doubts" aria-label={predictText("unlikeList")}>
        {doubts.map((doubt) => (
          <li key={`${doubt.kind} ${doubt.column}`}>
            <span>{doubtWords(doubt)}</span>
            {doubt.choices.length > 0 ? (
              <span className="predict__choices">
                {doubt.choices.map((choice) => (
                  <button
                    key={JSON.stringify(choice)}
                    type="button"
                    className="button button--small"
                    onClick={() => read(choice)}
                  >
                    {readingWords(choice)}
                  </button>
                ))}
              </span>
            ) : null}
          </li>
        ))}
      </ul>
      {recognised.length > 0 ? (
        <div className="predict__note">
          <p>{predictText("readAlready")}</p>
          <ul>
            {recognised.map(recognisedWords).map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        </div>
      ) : null}
      <div className="predict__choices">
        <label className="button file-button">
          <span>{predictText("otherFile")}</span>
          <input
            type="file"
            multiple
            onChange={(event) => {
              const others = [...(event.target.files ?? [])];
              event.target.value = "";
              if (others.length > 0) focusOn("#predict");
              void useSession.getState().predict(others);
            }}
          />
        </label>
        <button type="button" className="button" onClick={() => answer({ readings, isForced: true })}>
          {predictText("predictAllTheSame")}
        </button>
      </div>
    </div>
  );
}
