export { fitModel as fit } from "../kit/dense.ts";
