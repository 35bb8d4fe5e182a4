/** Typed access to a block's inputs; the pipeline has already checked that types fit. */
import type {
  CategoryData,
  CategoryPort,
  FeaturesData,
  FeaturesPort,
  NumberData,
  NumberPort,
  WeightsPort,
} from "../ports.ts";

interface ByType {
  readonly number: NumberPort;
  readonly category: CategoryPort;
  readonly features: FeaturesPort;
  readonly weights: WeightsPort;
}
interface DataByType {
  readonly number: NumberData;
  readonly category: CategoryData;
  readonly features: FeaturesData;
}
type Typed = { readonly type: string } | undefined;

/** The port of that name if it has that type. */
export function portOf<Type extends keyof ByType>(
  inputs: Readonly<Record<string, Typed>>,
  name: string,
  type: Type,
): ByType[Type] | undefined {
  const port = inputs[name];
  return port?.type === type ? (port as ByType[Type]) : undefined;
}

/** The fitted data of that name if it has that type. */
export function dataOf<Type extends keyof DataByType>(
  inputs: Readonly<Record<string, Typed>>,
  name: string,
  type: Type,
): DataByType[Type] | undefined {
  const data = inputs[name];
  return data?.type === type ? (data as DataByType[Type]) : undefined;
}
