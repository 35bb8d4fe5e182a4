export { fitModel as fit } from "../dense.ts";
