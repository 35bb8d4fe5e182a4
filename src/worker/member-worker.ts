/** A worker of member-workers.ts: trains members of ensembles. */
import "../base/zod-config.ts";
import type { FromMember, ToMember } from "../app/members/messages.ts";
import { serveMembers } from "../app/members/serve-members.ts";

serveMembers(
  {
    post: (message: FromMember) => self.postMessage(message),
    listen(onMessage) {
      self.onmessage = ({ data }: MessageEvent<ToMember>) => onMessage(data);
    },
  },
  () => performance.now(),
);
