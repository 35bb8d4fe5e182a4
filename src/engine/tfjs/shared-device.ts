/** One graphics device for all engines of a page, open as long as one of them uses it. */
import { DeviceWatch, type OpenedDevice, openDevice } from "./gpu-device.ts";

export interface SharedDevice {
  readonly opened: OpenedDevice;
  /** Error scopes are a stack of the device, so there is one watch for all who use it. */
  readonly watch: DeviceWatch;
  /** Gives the device up; the last one to do so closes it, unless it was given. */
  readonly release: () => void;
}

export interface DeviceOptions {
  /** navigator.gpu where absent. */
  readonly gpu?: GPU;
  /** A device that is already open; it stays open when all have given it up. */
  readonly gpuDevice?: OpenedDevice;
}

interface Held {
  readonly opened: OpenedDevice;
  readonly watch: DeviceWatch;
  readonly isGiven: boolean;
  nUsers: number;
}

let held: Held | undefined;

/** Ends when the last engine that asked for a device has one, or has failed to get one. */
let turn: Promise<unknown> = Promise.resolve();

async function hold({ gpu, gpuDevice }: DeviceOptions): Promise<Held> {
  const isFit = gpuDevice === undefined || gpuDevice.device === held?.opened.device;
  if (!held || !isFit || held.watch.isLost) {
    const opened = gpuDevice ?? (await openDevice(gpu ?? globalThis.navigator?.gpu));
    held = { opened, watch: new DeviceWatch(opened.device), isGiven: gpuDevice !== undefined, nUsers: 0 };
  }
  held.nUsers++;
  return held;
}

/** @throws E_GPU_NONE */
export async function shareDevice(options: DeviceOptions = {}): Promise<SharedDevice> {
  // One after the other: of two that start together the second would open a device of its own.
  const mine = turn.then(() => hold(options));
  turn = mine.catch(() => undefined);
  const own = await mine;
  let isReleased = false;
  return {
    opened: own.opened,
    watch: own.watch,
    release() {
      if (isReleased) return;
      isReleased = true;
      own.nUsers--;
      if (own.nUsers > 0) return;
      if (held === own) held = undefined;
      if (!own.isGiven) own.opened.device.destroy();
    },
  };
}
