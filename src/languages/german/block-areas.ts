/** Area → German texts of the blocks. */
import type { Words } from "../translation.ts";
import * as additiveModel from "./blocks/additive-model.ts";
import * as computedColumn from "./blocks/computed-column.ts";
import * as csvSource from "./blocks/csv-source.ts";
import * as encodeCategory from "./blocks/encode-category.ts";
import * as encodeNumber from "./blocks/encode-number.ts";
import * as imputeCategory from "./blocks/impute-category.ts";
import * as imputeNumber from "./blocks/impute-number.ts";
import { blockCategory, choice, option, short, trainingSettings } from "./blocks/kit.ts";
import * as linearModel from "./blocks/linear-model.ts";
import * as neuralNetwork from "./blocks/neural-network.ts";
import * as scaleNumber from "./blocks/scale-number.ts";
import * as selectFeatures from "./blocks/select-features.ts";
import * as selectSources from "./blocks/select-sources.ts";
import * as tameOutliers from "./blocks/tame-outliers.ts";
import * as weighRows from "./blocks/weigh-rows.ts";

export const germanBlockAreas: Words["areas"] = {
  "block.additive-model": additiveModel.rows,
  "block.computed-column": computedColumn.rows,
  "block.csv-source": csvSource.rows,
  "block.encode-category": encodeCategory.rows,
  "block.encode-number": encodeNumber.rows,
  "block.impute-category": imputeCategory.rows,
  "block.impute-number": imputeNumber.rows,
  "block.linear-model": linearModel.rows,
  "block.neural-network": neuralNetwork.rows,
  "block.scale-number": scaleNumber.rows,
  "block.select-features": selectFeatures.rows,
  "block.select-sources": selectSources.rows,
  "block.tame-outliers": tameOutliers.rows,
  "block.weigh-rows": weighRows.rows,
  "explain.additive-model": additiveModel.explain,
  "explain.choice": choice,
  "explain.computed-column": computedColumn.explain,
  "explain.csv-source": csvSource.explain,
  "explain.encode-category": encodeCategory.explain,
  "explain.encode-number": encodeNumber.explain,
  "explain.impute-category": imputeCategory.explain,
  "explain.impute-number": imputeNumber.explain,
  "explain.linear-model": linearModel.explain,
  "explain.neural-network": neuralNetwork.explain,
  "explain.scale-number": scaleNumber.explain,
  "explain.select-features": selectFeatures.explain,
  "explain.select-sources": selectSources.explain,
  "explain.tame-outliers": tameOutliers.explain,
  "explain.weigh-rows": weighRows.explain,
  blockCategory,
  option,
  short,
  training: trainingSettings,
};
