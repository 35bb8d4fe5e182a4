/** Small drawings for buttons that say what they do by their label. 24 × 24, drawn in the text's colour. */
const PATHS = {
  undo: "M9 7 4 12l5 5M4 12h10a5 5 0 0 1 0 10h-2",
  redo: "m15 7 5 5-5 5M20 12H10a5 5 0 0 0 0 10h2",
  open: "M3 7a2 2 0 0 1 2-2h4l2 2h8a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2z",
  save: "M12 3v12m-5-5 5 5 5-5M4 21h16",
  share: "M12 15V3M7 8l5-5 5 5M4 14v5a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2v-5",
  work: "M3 5h18v4H3zM5 9v10h14V9M10 13h4",
  theme: "M12 3a9 9 0 1 0 0 18zM12 3a9 9 0 0 1 0 18",
  privacy: "M12 3 5 6v5c0 5 3 8 7 10 4-2 7-5 7-10V6z",
  diagnostics: "M9 4h6v3H9zM9 5H6v16h12V5h-3M9 12h6M9 16h4",
  keys: "M12 3a9 9 0 1 0 0 18 9 9 0 1 0 0-18M9.3 9.6a2.7 2.7 0 1 1 4 2.3c-.9.5-1.3 1-1.3 1.9M12 17h.01",
  pause: "M8 5v14M16 5v14",
  resume: "m8 5 11 7-11 7z",
  step: "m6 5 9 7-9 7zM18 5v14",
  stop: "M6 6h12v12H6z",
  table: "M3 5h18v14H3zM3 10h18M3 14.5h18M10 5v14",
  fold: "m14 6-6 6 6 6",
  unfold: "m10 6 6 6-6 6",
  pin: "M12 15v6M8 3h8l-1 7 3 5H6l3-5z",
  command: "M3 5h18v14H3zM7 10l3 2.5L7 15M13 15h4",
  remove: "M5 7h14M9 7V4h6v3M7 7l1 13h8l1-13",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" width="18" height="18" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
