import { tourText } from "../../base/texts/studio/tour.ts";

/** Begins the tour, whose code is fetched then. @param onPress what else is to happen, before. */
export function TourButton({ className, onPress }: { readonly className: string; readonly onPress?: () => void }) {
  return (
    <button
      type="button"
      className={className}
      onClick={() => {
        onPress?.();
        void import("./tour.ts").then(({ startTour }) => startTour());
      }}
    >
      {tourText("take")}
    </button>
  );
}
