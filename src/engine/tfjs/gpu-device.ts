/** A WebGPU device of our own: it asks for the limits that tfjs forgets, and its failures are not silent. */
import { messageOf, StudioError, studioError } from "../../base/error.ts";

/** What the page shows of an adapter, and what decides whether it counts as a GPU. */
export interface AdapterDescription {
  /** Vendor, architecture, device and description, as far as the browser gives them. */
  readonly name: string;
  readonly isSoftware: boolean;
}

export interface OpenedDevice {
  readonly device: GPUDevice;
  readonly info: GPUAdapterInfo;
  readonly description: AdapterDescription;
  /** Kernels may use subgroups, and ask which one a thread is in. */
  readonly hasSubgroups: boolean;
}

export function describeAdapter(info: GPUAdapterInfo): AdapterDescription {
  const words = [info.vendor, info.architecture, info.device, info.description].filter(Boolean);
  const named = words.join(" ") || "unnamed adapter";
  const isSoftware = info.isFallbackAdapter === true || /swiftshader|llvmpipe|lavapipe|software/i.test(named);
  return { name: named, isSoftware };
}

const WANTED_LIMITS = [
  "maxBufferSize",
  "maxStorageBufferBindingSize",
  "maxStorageBuffersPerShaderStage",
  "maxComputeInvocationsPerWorkgroup",
  "maxComputeWorkgroupSizeX",
  "maxComputeWorkgroupStorageSize",
  "maxComputeWorkgroupsPerDimension",
] as const;

const WANTED_FEATURES = ["shader-f16", "subgroups"] as const;

/** @throws E_GPU_NONE where no adapter is given, or the adapter gives no device. */
export async function openDevice(gpu: GPU | undefined): Promise<OpenedDevice> {
  const adapter = await gpu?.requestAdapter({ powerPreference: "high-performance" });
  if (!adapter) throw studioError("E_GPU_NONE", { problem: gpu ? "no adapter" : "no WebGPU" });
  const requiredLimits: Record<string, number> = {};
  for (const limit of WANTED_LIMITS) {
    const value = adapter.limits[limit];
    if (typeof value === "number") requiredLimits[limit] = value;
  }
  const requiredFeatures = WANTED_FEATURES.filter((feature) => adapter.features.has(feature));
  const device = await adapter.requestDevice({ requiredFeatures, requiredLimits }).catch((error: unknown) => {
    throw studioError("E_GPU_NONE", { problem: "no device", reason: messageOf(error) });
  });
  const hasSubgroups = device.features.has("subgroups") && (gpu?.wgslLanguageFeatures?.has("subgroup_id") ?? false);
  return { device, info: adapter.info, description: describeAdapter(adapter.info), hasSubgroups };
}

/** E_GPU_LOST for a device that is gone. */
export function lostError(info: { readonly reason: string; readonly message: string }): StudioError {
  return studioError("E_GPU_LOST", { reason: info.reason, message: info.message });
}

function faultError(error: GPUError): StudioError {
  const isMemory = error.constructor.name === "GPUOutOfMemoryError";
  return studioError(isMemory ? "E_GPU_MEMORY" : "E_GPU_VALIDATION", { message: error.message });
}

/** Turns a lost device and refused commands into errors of the run that is going on. */
export class DeviceWatch {
  private lost: StudioError | undefined;
  private fault: StudioError | undefined;
  private readonly whenLost: Promise<StudioError>;
  private hasScopes = false;

  constructor(private readonly device: GPUDevice) {
    this.whenLost = device.lost.then((info) => {
      this.lost = lostError(info);
      return this.lost;
    });
    device.addEventListener("uncapturederror", (event) => {
      this.fault ??= faultError(event.error);
    });
  }

  get isLost(): boolean {
    return this.lost !== undefined;
  }

  /** Opens error scopes, so that a refused command can never pass for a tensor of zeros. */
  begin(): void {
    if (this.lost) throw this.lost;
    if (this.hasScopes) return;
    this.hasScopes = true;
    this.device.pushErrorScope("out-of-memory");
    this.device.pushErrorScope("validation");
  }

  /** Waits for a read-back that has been started. @throws E_GPU_LOST, E_GPU_VALIDATION, E_GPU_MEMORY. */
  async guard<Value>(read: Promise<Value>): Promise<Value> {
    const scopes = this.endScopes();
    const value = await Promise.race([read.catch((error: unknown) => this.explain(error)), this.whenLost]);
    if (value instanceof StudioError) throw value;
    await scopes;
    if (this.lost) throw this.lost;
    if (!this.fault) return value;
    const { fault } = this;
    this.fault = undefined;
    throw fault;
  }

  /** A failed read-back is nearly always a lost device, whose own message arrives a moment later. */
  private async explain(error: unknown): Promise<StudioError> {
    const late = new Promise<undefined>((resolve) => setTimeout(resolve, 1000));
    const lost = this.lost ?? (await Promise.race([this.whenLost, late]));
    return lost ?? lostError({ reason: "unknown", message: String(error) });
  }

  /** Never rejects: a device that is gone ends its scopes too, and is reported by `guard`. */
  private async endScopes(): Promise<void> {
    if (!this.hasScopes) return;
    this.hasScopes = false;
    const popped = [this.device.popErrorScope(), this.device.popErrorScope()].map((scope) => scope.catch(() => null));
    const errors = await Promise.race([Promise.all(popped), this.whenLost]);
    if (errors instanceof StudioError) return;
    const error = errors.find((candidate) => candidate !== null);
    if (error) this.fault ??= faultError(error);
  }
}
