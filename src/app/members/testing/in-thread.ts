/** Test support: a pool whose cores are this very thread, with everything copied on the way as between workers. */
import { MemberPool } from "../member-pool.ts";
import type { FromMember, MemberPort, ToMember } from "../messages.ts";
import { serveMembers } from "../serve-members.ts";

export interface Watch {
  /** What a core says, counted from 1 over all of them. @returns false: that core is gone. */
  readonly onSaid?: (message: FromMember, count: number) => boolean;
  readonly onTold?: (message: ToMember) => void;
}

export function poolInThread(nCores: number, { onSaid, onTold }: Watch = {}) {
  const channels: MessageChannel[] = [];
  let nSaid = 0;
  const start = (): MemberPort<ToMember, FromMember> => {
    const channel = new MessageChannel();
    channels.push(channel);
    const { port1, port2 } = channel;
    serveMembers(
      {
        post: (message) => port2.postMessage(message),
        listen(onMessage) {
          port2.onmessage = ({ data }: MessageEvent<ToMember>) => onMessage(data);
        },
      },
      () => performance.now(),
    );
    return {
      post(message) {
        onTold?.(message);
        port1.postMessage(message);
      },
      listen(onMessage, onFailed) {
        port1.onmessage = ({ data }: MessageEvent<FromMember>) => {
          if (onSaid?.(data, ++nSaid) === false) onFailed(new Error("gone"));
          else onMessage(data);
        };
      },
    };
  };
  return {
    pool: new MemberPool(nCores, start),
    close: () => {
      for (const { port1 } of channels) port1.close();
    },
  };
}
