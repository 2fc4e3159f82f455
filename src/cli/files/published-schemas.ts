import { tableFileSchema } from "../../file/format/json-schema";
import { probeSchema } from "../../probe/result/schema";
import { reportSchema } from "../../report/schema";

/** The JSON Schemas that the package ships in its folder `schema`. */
export const publishedSchemas = {
  "data-table.schema.json": tableFileSchema(),
  "probe.schema.json": probeSchema,
  "report.schema.json": reportSchema,
};
