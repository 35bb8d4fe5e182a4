import {
  applyNodeChanges,
  Background,
  BackgroundVariant,
  Controls,
  type EdgeChange,
  type NodeChange,
  ReactFlow,
} from "@xyflow/react";
import { canvasText } from "../../base/texts/studio/canvas.ts";
import "@xyflow/react/dist/base.css";
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { setCanvas } from "../document/canvas-place.ts";
import { copySelection, duplicate, paste } from "../document/clipboard.ts";
import { currentDocument, moveBlocks, useDocument } from "../document/document-store.ts";
import { type Position, positionOf } from "../document/layout.ts";
import { deleteSelection, openConnect, select, selectedBlock, useSelection } from "../document/selection.ts";
import { announce } from "../ui/notices.ts";
import { useOneScreen } from "../ui/one-screen.ts";
import { oneStop, TOOLBAR } from "../ui/one-stop.ts";
import { type BlockFlowNode, BlockNode } from "./block-node.tsx";
import { ConnectionEdge, type ConnectionFlowEdge } from "./connection-edge.tsx";
import { ConnectionWhy } from "./connection-why.tsx";
import { toEdges, toNodes } from "./flow-elements.ts";
import { openBlock } from "./open-block.ts";
import { useConnecting } from "./use-connecting.ts";
import { useEdgeWidths } from "./use-edge-widths.ts";
import { FIT, type Flow, useFit } from "./use-fit.ts";

const NODE_TYPES = { block: BlockNode };
const EDGE_TYPES = { connection: ConnectionEdge };
const DELETE_KEYS = new Set(["Delete", "Backspace"]);

const ariaLabels = () => ({
  "node.a11yDescription.default": canvasText("blockKeys"),
  "node.a11yDescription.keyboardDisabled": canvasText("blockKeysNoMove"),
  "node.a11yDescription.ariaLiveMessage": (move: { direction: string; x: number; y: number }) =>
    canvasText("moved", move),
  "edge.a11yDescription.default": canvasText("connectionKeys"),
  "controls.ariaLabel": canvasText("controls"),
  "controls.zoomIn.ariaLabel": canvasText("zoomIn"),
  "controls.zoomOut.ariaLabel": canvasText("zoomOut"),
  "controls.fitView.ariaLabel": canvasText("fitView"),
});

/** The document as a graph of blocks; the outline beside it shows and does the same in words. */
export function PipelineCanvas() {
  const pipeline = useDocument((state) => state.document);
  const selectedBlocks = useSelection((state) => state.blocks);
  const selectedEdges = useSelection((state) => state.edges);
  const [nodes, setNodes] = useState<BlockFlowNode[]>([]);
  const [hovered, setHovered] = useState<string>();
  const flow = useRef<Flow>(undefined);
  const connecting = useConnecting();
  const box = useRef<HTMLDivElement>(null);
  useEdgeWidths(box);
  useEffect(() => asStops(box.current), []);
  const isOneScreen = useOneScreen();

  useEffect(() => {
    setNodes((previous) => toNodes(pipeline, previous, selectedBlocks));
  }, [pipeline, selectedBlocks]);
  const edges = useMemo(() => toEdges(pipeline, selectedEdges, hovered), [pipeline, selectedEdges, hovered]);
  const fit = useFit(flow, box, nodes);

  const onNodesChange = useCallback((changes: NodeChange<BlockFlowNode>[]) => {
    const shown = changes.filter((change) => change.type === "position" || change.type === "dimensions");
    if (shown.length > 0) setNodes((current) => applyNodeChanges(shown, current));
    followSelection(changes, "blocks");
    commitMoves(changes);
  }, []);
  const onEdgesChange = useCallback(
    (changes: EdgeChange<ConnectionFlowEdge>[]) => followSelection(changes, "edges"),
    [],
  );

  const [labels] = useState(ariaLabels);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the focused block or connection arrive here
    <div
      ref={box}
      className="canvas"
      tabIndex={-1}
      onKeyDownCapture={onKeyDownFirst}
      onPointerDownCapture={notePointer}
      onKeyDown={onKeyDown}
    >
      <ReactFlow<BlockFlowNode, ConnectionFlowEdge>
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        onNodesChange={onNodesChange}
        onEdgesChange={onEdgesChange}
        onNodeDoubleClick={(_, { id }) => openBlock(id)}
        onEdgeMouseEnter={(_, edge) => setHovered(edge.id)}
        onEdgeMouseLeave={() => setHovered(undefined)}
        onInit={(instance) => {
          flow.current = instance;
          setCanvas(instance);
        }}
        {...connecting}
        connectOnClick
        connectionRadius={28}
        deleteKeyCode={null}
        onMoveStart={fit.onMoveStart}
        fitView
        fitViewOptions={FIT}
        minZoom={0.15}
        maxZoom={1.75}
        // Where the page scrolls, the wheel is the page's; the canvas zooms with Ctrl, pinch and its buttons.
        zoomOnScroll={false}
        panOnScroll={isOneScreen}
        preventScrolling={isOneScreen}
        proOptions={{ hideAttribution: false }}
        ariaLabelConfig={labels}
      >
        <Background variant={BackgroundVariant.Dots} gap={20} size={1.2} />
        <ConnectionWhy />
        <Controls
          showInteractive={false}
          fitViewOptions={FIT}
          position="bottom-left"
          orientation="horizontal"
          onZoomIn={fit.onZoom}
          onZoomOut={fit.onZoom}
          onFitView={fit.onFitView}
        />
      </ReactFlow>
    </div>
  );
}

function followSelection(changes: readonly (NodeChange | EdgeChange)[], what: "blocks" | "edges"): void {
  const changed = changes.filter((change) => change.type === "select");
  if (changed.length === 0) return;
  const now = useSelection.getState();
  const ids = new Set(now[what]);
  for (const { id, selected } of changed) selected ? ids.add(id) : ids.delete(id);
  if (what === "blocks") select([...ids], now.edges);
  else select(now.blocks, [...ids]);
}

/** A drag is written down when it ends, an arrow key at once; a row of arrow keys is one step of the history. */
function commitMoves(changes: readonly NodeChange<BlockFlowNode>[]): void {
  const moved: Record<string, Position> = {};
  for (const change of changes) {
    if (change.type === "position" && change.dragging === false && change.position) moved[change.id] = change.position;
  }
  const { document } = useDocument.getState();
  const isNew = Object.entries(moved).some(([id, { x, y }]) => {
    const before = positionOf(document, id);
    return x !== before.x || y !== before.y;
  });
  if (isNew) moveBlocks(moved, isKeyMove ? `move:${Object.keys(moved).join()}` : undefined);
}

/** Whether the newest move came from the keyboard. */
let isKeyMove = false;

function onKeyDownFirst(event: KeyboardEvent): void {
  isKeyMove = event.key.startsWith("Arrow");
  if (event.key !== "Escape") return;
  // React Flow would let go of the focus, too.
  event.stopPropagation();
  select([]);
}

const STOPS = [
  [".react-flow__edges", oneStop({ of: ".react-flow__edge" })],
  // Arrows move the selected one.
  [".react-flow__nodes", oneStop({ of: ".react-flow__node", except: ".selected" })],
  [".react-flow__controls", TOOLBAR],
] as const;

/** Of blocks and of connections there can be a hundred. @returns a function that ends it. */
function asStops(canvas: Element | null): () => void {
  const ends = STOPS.map(([part, stop]) => stop(canvas?.querySelector(part) ?? null));
  return () => {
    for (const end of ends) end?.();
  };
}

function notePointer(): void {
  isKeyMove = false;
}

/** What had the focus is gone: the first block takes it, or the canvas. */
function keepFocus(canvas: Element): void {
  requestAnimationFrame(() => {
    if (document.activeElement !== document.body) return;
    const next = canvas.querySelector(".react-flow__node") ?? canvas;
    if (next instanceof HTMLElement) next.focus({ preventScroll: true });
  });
}

/** @returns what is said of it; undefined where the key is another one. */
function onCommandKey(key: string): string | undefined {
  switch (key) {
    case "c":
      return canvasText("copied", { count: copySelection() });
    case "v":
      return canvasText("pasted", { count: paste() });
    case "d":
      return canvasText("pasted", { count: duplicate(useSelection.getState().blocks) });
    case "a":
      select(currentDocument().blocks.map(({ id }) => id));
      return canvasText("allSelected", { count: currentDocument().blocks.length });
    default:
      return undefined;
  }
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.altKey) return;
  const key = event.key.toLowerCase();
  if (event.ctrlKey || event.metaKey) {
    const words = event.shiftKey ? undefined : onCommandKey(key);
    if (words === undefined) return;
    event.preventDefault();
    announce(words);
  } else if (DELETE_KEYS.has(event.key)) {
    const count = deleteSelection();
    if (count === 0) return;
    event.preventDefault();
    keepFocus(event.currentTarget);
    announce(canvasText("removed"));
  } else if (key === "c" || key === "o") {
    const focused = event.target instanceof Element ? event.target.closest(".react-flow__node") : null;
    const block = focused?.getAttribute("data-id") ?? selectedBlock();
    if (!block) return;
    event.preventDefault();
    if (key === "c") openConnect(block);
    else openBlock(block);
  }
}
