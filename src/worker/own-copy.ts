/**
 * A copy of a message with all of its buffers, which are given away with it: whoever receives it takes them over, and copies nothing. What is
 * sent otherwise is copied by both sides, and of tens of megabytes the page's main thread would notice.
 */
export function ownCopy<Message>(message: Message): { readonly copy: Message; readonly buffers: ArrayBuffer[] } {
  const copy = structuredClone(message);
  const buffers = new Set<ArrayBuffer>();
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    if (ArrayBuffer.isView(value)) {
      if (value.buffer instanceof ArrayBuffer) buffers.add(value.buffer);
    } else for (const part of value instanceof Map ? value.values() : Object.values(value)) visit(part);
  };
  visit(copy);
  return { copy, buffers: [...buffers] };
}
