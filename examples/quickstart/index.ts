// Opening hours of forty stores: the table with its columns, and everything that it holds.
import * as pulumi from "@pulumi/pulumi";
import { DataTable, DataTableValues } from "pulumi-connect-data-tables";
import { stores } from "./stores";

const instanceId = new pulumi.Config().get("instanceId") ?? "11111111-2222-3333-4444-555555555555";

const table = new DataTable("store-hours", {
  instanceId,
  name: "StoreHours",
  description: "When our stores are open, for the call flows.",
  timeZone: "Europe/Berlin",
  lockLevel: "VALUE",
  tags: { team: "contact-centre" },
  attributes: {
    Country: { type: "TEXT", primary: true },
    Store: { type: "TEXT", primary: true },
    Opens: { type: "TEXT", description: "hh:mm, local time", validation: { maxLength: 5 } },
    Seats: { type: "NUMBER", validation: { minimum: 0 } },
    Weekend: { type: "BOOLEAN" },
    Channels: { type: "TEXT_LIST" },
    ClosedMonths: { type: "NUMBER_LIST" },
  },
});

const hours = new DataTableValues("store-hours", {
  table,
  rows: stores,
  defaults: { Opens: "09:00", Seats: 0, Weekend: false, Channels: ["VOICE"] },
});

export const dataTableId = table.dataTableId;
export const cells = hours.cellCount;
