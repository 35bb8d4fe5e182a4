/** How the pipeline was trained that price tags are about: what is trained to compare with it is trained so, too. */
export interface TagPlan {
  /** Parts that were held out in turn. */
  readonly nParts: number;
  readonly learningRate: number;
  /** Of the steps that the document asks for. */
  readonly stepsShare: number;
  /** Statistics look at so many training rows at most; absent: at as many as ever. */
  readonly fitRows?: number | undefined;
  /** Training rows whose labels are no evidence, when they are held out. */
  readonly disbelieved: ReadonlySet<number>;
}
