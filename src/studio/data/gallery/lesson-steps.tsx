import { galleryText } from "../../../base/texts/studio/gallery.ts";
import type { Sample } from "../../session/samples.ts";

/** What to do with a table, and what to look at then. */
export function LessonSteps({ lesson }: Pick<Sample, "lesson">) {
  return (
    <section className="lesson" aria-label={galleryText("lesson", lesson)}>
      <p>
        <strong>{galleryText("lesson", lesson)}</strong>
      </p>
      <ol>
        {lesson.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <p>{lesson.look}</p>
    </section>
  );
}
