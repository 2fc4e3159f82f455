import { tableFileSchema } from "../../file/format/json-schema";
import { reportSchema } from "../../report/schema";

/** The JSON Schemas that the package ships in its folder `schema`. */
export const publishedSchemas = {
  "data-table.schema.json": tableFileSchema(),
  "report.schema.json": reportSchema,
};
