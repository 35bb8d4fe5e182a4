import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files that take long for what they are in bytes, by which others are ordered: last, one of them would keep a core waiting. */
const LONG =
  /(export\/attack|read\/fuzz|cli\/node-members|testing\/(dropout|blocks|replicas)|webgpu\/run\/(ops|blocks|training))\.test\.ts$/;

/** The order of vitest, project by project; in each, those of a list come first. */
export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const projects = [...new Set(sorted.map(({ project }) => project.name))];
    const isLong = ({ moduleId }: TestSpecification) => LONG.test(moduleId);
    return projects.flatMap((name) => {
      const own = sorted.filter(({ project }) => project.name === name);
      return [...own.filter(isLong), ...own.filter((file) => !isLong(file))];
    });
  }
}
