/** A worker of member-workers.ts: trains members of ensembles. */
import "../base/zod-config.ts";
import type { FromMember, ToMember } from "../app/members/messages.ts";
import { serveMembers } from "../app/members/serve-members.ts";
import { speakAsNamed } from "../languages/languages.ts";

// Its only words are of what fails, long after this.
void speakAsNamed(self.name);

serveMembers(
  {
    post: (message: FromMember) => self.postMessage(message),
    listen(onMessage) {
      self.onmessage = ({ data }: MessageEvent<ToMember>) => onMessage(data);
    },
  },
  () => performance.now(),
);
