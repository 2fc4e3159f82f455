import * as pulumi from "@pulumi/pulumi";
import { DataTableFile } from "pulumi-connect-data-tables";

const instanceId = new pulumi.Config().require("instanceId");

const routing = new DataTableFile("routing", { instanceId, file: "tables/routing.yaml" });

export const dataTableId = routing.dataTableId;
export const adopted = routing.table?.adopted;
