import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./studio/App.tsx";
import "./studio/styles/tokens.css";
import "./studio/styles/base.css";
import "./studio/styles/controls.css";
import "./studio/styles/header.css";
import "./studio/styles/shell.css";
import "./studio/styles/strip.css";
import "./studio/styles/workspace.css";
import "./studio/styles/dialogs.css";
import "./studio/styles/canvas.css";
import "./studio/styles/pipeline.css";
import { startStudio } from "./studio/session/start.ts";
import { openLinkedPipeline } from "./studio/shell/linked-pipeline.ts";
import { startLanguage } from "./studio/ui/language.ts";
import { notifyError } from "./studio/ui/notices.ts";
import { restoreTheme } from "./studio/ui/theme.ts";

restoreTheme();
window.addEventListener("unhandledrejection", (event) => notifyError(event.reason));
const root = document.getElementById("root");
if (!root) throw new Error("index.html: expected an element with the id “root”, found none.");
await startLanguage();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
startStudio().then(openLinkedPipeline).catch(notifyError);
