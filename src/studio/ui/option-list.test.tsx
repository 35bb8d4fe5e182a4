import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { firstOptions } from "./option-list.tsx";
import { SelectField } from "./select-field.tsx";

const options = Array.from({ length: 500 }, (_, index) => ({ value: `column_${index}`, label: `Column ${index}` }));

test("of many options some are there at once, and the chosen one always is, in its place", () => {
  expect(firstOptions(options, 3, "column_1").map(({ value }) => value)).toEqual(["column_0", "column_1", "column_2"]);
  expect(firstOptions(options, 2, "column_450").map(({ value }) => value)).toEqual([
    "column_0",
    "column_1",
    "column_450",
  ]);
  expect(firstOptions(options, 500, undefined)).toEqual(options);
  const html = renderToStaticMarkup(
    <SelectField label="Column" value="column_450" options={options} onChange={() => undefined} />,
  );
  expect(html.match(/<option/g)?.length).toBeLessThan(options.length);
  expect(html).toContain('<option value="column_450" selected="">Column 450</option>');
});
