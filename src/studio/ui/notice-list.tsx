import { uiText } from "../../base/texts/studio/ui.ts";
import { dismissNotice, type Notice, useNotices } from "./notices.ts";

/** Notices in a corner, and the one live region that reads out what happens. */
export function NoticeList() {
  const notices = useNotices((state) => state.notices);
  const announcement = useNotices((state) => state.announcement);
  return (
    <>
      <div className="visually-hidden" role="log" aria-live="polite" aria-label={uiText("announcements")}>
        <p key={announcement.id}>{announcement.text}</p>
      </div>
      {notices.length > 0 && (
        <section className="notices" aria-label={uiText("notices")}>
          {notices.map((notice) => (
            <NoticeCard key={notice.id} notice={notice} />
          ))}
        </section>
      )}
    </>
  );
}

function NoticeCard({ notice }: { readonly notice: Notice }) {
  const { id, kind, message, details, action } = notice;
  return (
    <div className="notice" data-kind={kind}>
      <div className="notice__text">
        <p>
          {kind === "error" && <strong>{uiText("problem")} </strong>}
          {message}
        </p>
        {details && (
          <details>
            <summary>{uiText("details")}</summary>
            <dl className="notice__details">
              <dt>{uiText("where")}</dt>
              <dd>{details.where}</dd>
              <dt>{uiText("expected")}</dt>
              <dd>{details.expected}</dd>
              <dt>{uiText("got")}</dt>
              <dd>{details.got}</dd>
              <dt>{uiText("code")}</dt>
              <dd>
                <code>{details.code}</code>
              </dd>
            </dl>
          </details>
        )}
        {action && (
          <button
            type="button"
            className="button button--small"
            onClick={() => {
              dismissNotice(id);
              action.run();
            }}
          >
            {action.label}
          </button>
        )}
      </div>
      <button
        type="button"
        className="button button--quiet button--small button--icon"
        aria-label={uiText("dismiss", { notice: message.slice(0, 60) })}
        onClick={() => dismissNotice(id)}
      >
        <span aria-hidden="true">×</span>
      </button>
    </div>
  );
}
