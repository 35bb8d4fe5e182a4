/** The style of pages that stand alone, in the colours of day and night. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --ink: #1c2230; --soft: #59627a; --line: #d8dde8; --page: #ffffff; --card: #f5f7fb; --accent: #2456c8; --other: #b4541a; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8ebf3; --soft: #a3abc0; --line: #343b4d; --page: #12151d; --card: #1b202c; --accent: #8fb0ff; --other: #f0a36b; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 2rem 1rem 4rem; background: var(--page); color: var(--ink); font: 1rem/1.55 system-ui, sans-serif; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 1rem; overflow-wrap: anywhere; }
h2 { font-size: 1.2rem; margin: 2.25rem 0 0.5rem; }
h3 { font-size: 1rem; margin: 1.25rem 0 0.25rem; }
p, ul { margin: 0.25rem 0; }
.soft { color: var(--soft); }
.verdict { font-size: 1.15rem; padding: 0.75rem 1rem; background: var(--card); border-left: 4px solid var(--accent); border-radius: 4px; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: left; vertical-align: top; padding: 0.35rem 0.75rem 0.35rem 0; border-bottom: 1px solid var(--line); }
th { font-weight: 600; }
code { font: 0.85em ui-monospace, monospace; overflow-wrap: anywhere; }
svg { width: 100%; height: auto; }
.train { stroke: var(--other); } .validation { stroke: var(--accent); }
.key { display: inline-block; width: 1.5rem; border-top: 3px solid; vertical-align: middle; margin-right: 0.25rem; }
.key.train { border-color: var(--other); } .key.validation { border-color: var(--accent); }
`;
