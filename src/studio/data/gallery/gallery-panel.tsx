import { galleryText } from "../../../base/texts/studio/gallery.ts";
import type { Sample } from "../../session/samples.ts";
import { useSession } from "../../session/session-store.ts";
import { openSample, useSamples } from "../../session/start.ts";
import { isActive } from "../../session/training-machine.ts";
import { useOpenSample } from "../../session/use-open-sample.ts";
import { focusOn } from "../../ui/focus-on.ts";
import "./gallery.css";

/** Where the focus goes when another table is open. */
const PLACE = "gallery";

/** The tables that come with the studio: what each is about, whose it is, and what can be learned by it. */
export function GalleryPanel() {
  const samples = useSamples((state) => state.samples);
  const isTraining = useSession((session) => isActive(session.training));
  const open = useOpenSample();
  if (samples.length === 0) return null;
  const [real, damaged] = [samples.filter(({ damage }) => !damage), samples.filter(({ damage }) => damage)];
  return (
    <details className="panel">
      <summary id={PLACE}>{galleryText("title", { count: samples.length })}</summary>
      <div className="panel__body">
        <p className="hint">{galleryText("hint")}</p>
        <Cards title={galleryText("real")} samples={real} open={open} isLocked={isTraining} />
        <Cards title={galleryText("damaged")} samples={damaged} open={open} isLocked={isTraining} />
      </div>
    </details>
  );
}

interface CardsProps {
  readonly title: string;
  readonly samples: readonly Sample[];
  readonly open: Sample | undefined;
  readonly isLocked: boolean;
}

function Cards({ title, samples, open, isLocked }: CardsProps) {
  return (
    <>
      <h3 className="field__label">{title}</h3>
      <ul className="gallery">
        {samples.map((sample) => (
          <Card key={sample.id} sample={sample} isOpen={sample.id === open?.id} isLocked={isLocked} />
        ))}
      </ul>
    </>
  );
}

function Card({ sample, isOpen, isLocked }: Pick<CardsProps, "isLocked"> & { sample: Sample; isOpen: boolean }) {
  const { id, title, description, lesson, rows, target, task, source, licence } = sample;
  return (
    <li className={`gallery__card${isOpen ? " gallery__card--open" : ""}`}>
      <h4>{title}</h4>
      <p>{description}</p>
      <p>{galleryText("lesson", lesson)}</p>
      <p className="hint">{galleryText("facts", { rows, target, task })}</p>
      <p className="hint">{galleryText("origin", { source, licence })}</p>
      <div className="row">
        {isOpen ? (
          <span className="badge">{galleryText("isOpen")}</span>
        ) : (
          <button
            type="button"
            className="button button--small"
            disabled={isLocked}
            aria-label={galleryText("openOne", { title })}
            onClick={() => {
              openSample(id);
              // Its lesson is told above, at the top of the view.
              document.getElementById("data")?.scrollTo(0, 0);
              window.scrollTo(0, 0);
              focusOn(`#${PLACE}`);
            }}
          >
            {galleryText("open")}
          </button>
        )}
      </div>
    </li>
  );
}
