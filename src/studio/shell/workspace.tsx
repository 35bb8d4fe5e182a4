import { Outline } from "../canvas/outline.tsx";
import { PipelineSection } from "../canvas/pipeline-section.tsx";
import { Inspector } from "../inspector/inspector.tsx";
import { Palette } from "../palette/palette.tsx";
import { usePalette } from "../palette/palette-state.ts";
import { TrainingPanel } from "../training/training-panel.tsx";
import { Dock } from "./dock.tsx";

/** Where the pipeline lives: blocks and outline on the left, the canvas with the dock below it, settings on the right. */
export function Workspace() {
  const isOpen = usePalette((state) => state.isOpen);
  return (
    <div className="workspace" data-blocks={isOpen ? "open" : "folded"}>
      <div className="workspace__left">
        <Palette />
        <Outline />
      </div>
      <PipelineSection />
      <Dock />
      <div className="workspace__right">
        <TrainingPanel />
        <Inspector />
      </div>
    </div>
  );
}
