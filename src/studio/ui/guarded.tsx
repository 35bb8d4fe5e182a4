import { Component, type ReactNode } from "react";
import { messageOf, studioError } from "../../base/error.ts";
import { sessionText } from "../../base/texts/studio/session.ts";
import { shellText } from "../../base/texts/studio/shell.ts";
import { rememberError } from "./notices.ts";

interface GuardedProps {
  /** What people call this part of the page. */
  readonly name: string;
  readonly children: ReactNode;
}

interface GuardedState {
  readonly failure: { readonly error: unknown } | undefined;
}

/** A part of the page: where it cannot be drawn, that is said in its place, and the rest of the page stays. */
export class Guarded extends Component<GuardedProps, GuardedState> {
  override state: GuardedState = { failure: undefined };

  static getDerivedStateFromError(error: unknown): GuardedState {
    return { failure: { error } };
  }

  override componentDidCatch(): void {
    rememberError("E_STUDIO_DRAW");
  }

  override render(): ReactNode {
    const { failure } = this.state;
    if (!failure) return this.props.children;
    const { details, message } = studioError("E_STUDIO_DRAW", {
      part: this.props.name,
      message: messageOf(failure.error),
    });
    return (
      <section role="alert" className="draw-failed" aria-label={details.where}>
        <p>{message}</p>
        <div className="row">
          <button
            type="button"
            className="button button--primary"
            onClick={() => this.setState({ failure: undefined })}
          >
            {shellText("drawAgain")}
          </button>
          <button type="button" className="button" onClick={() => window.location.reload()}>
            {sessionText("reload")}
          </button>
        </div>
      </section>
    );
  }
}
