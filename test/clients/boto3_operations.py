"""Every one of the 19 data-table operations through boto3: answers, refusals and error types."""

import boto3
from botocore.config import Config
from botocore.exceptions import ParamValidationError

from check import check, equal, refused
from simulator import INSTANCE, ask, operations, table

client = boto3.client("connect", config=Config(retries={"total_max_attempts": 1}))
errors = client.exceptions


def key(store):
    return [{"AttributeName": "Store", "Value": store}]


def cell(store, value=None, lock=None, column="Opens"):
    item = {"AttributeName": column}
    if store is not None:
        item["PrimaryValues"] = key(store)
    if value is not None:
        item["Value"] = value
    if lock is not None:
        item["LockVersion"] = lock
    return item


def outcome(answer):
    """How many items succeeded, and why the others failed."""
    return [len(answer["Successful"])] + [failure["Message"] for failure in answer["Failed"]]


def tables():
    properties = {"InstanceId": INSTANCE, "TimeZone": "Europe/Berlin", "ValueLockLevel": "VALUE"}
    made = client.create_data_table(Name="Hours", Status="PUBLISHED", Tags={"team": "cc"}, **properties)
    check("CreateDataTable answers an id and an ARN", made["Arn"].endswith("/data-table/" + made["Id"]), made)
    equal("CreateDataTable answers the table's lock version", list(made["LockVersion"]), ["DataTable"])
    place = {"InstanceId": INSTANCE, "DataTableId": made["Id"]}
    create = client.create_data_table
    refused("a taken name", errors.DuplicateResourceException, create, Name="HOURS", Status="PUBLISHED", **properties)
    refused("a reserved name", errors.InvalidParameterException, create, Name="aws:x", Status="PUBLISHED", **properties)
    refused("a missing member", ParamValidationError, create, Name="x", **properties)

    described = client.describe_data_table(**place)["DataTable"]
    equal("DescribeDataTable answers name and tags", (described["Name"], described["Tags"]), ("Hours", {"team": "cc"}))
    by_arn = client.describe_data_table(InstanceId=INSTANCE, DataTableId=made["Arn"] + ":$LATEST")["DataTable"]
    equal("DescribeDataTable takes an ARN with an alias", by_arn["Id"], made["Id"])
    gone = {"InstanceId": INSTANCE, "DataTableId": "none"}
    refused("an unknown table", errors.ResourceNotFoundException, client.describe_data_table, **gone)

    updated = client.update_data_table_metadata(Name="Times", Description="d", DataTableId=made["Id"], **properties)
    check("UpdateDataTableMetadata moves the lock version", updated["LockVersion"] != made["LockVersion"], updated)
    listed = client.list_data_tables(InstanceId=INSTANCE)["DataTableSummaryList"]
    equal("ListDataTables names the table", [each["Name"] for each in listed], ["Times"])
    condition = {"StringCondition": {"FieldName": "name", "Value": "time", "ComparisonType": "STARTS_WITH"}}
    found = client.search_data_tables(InstanceId=INSTANCE, SearchCriteria=condition)
    equal("SearchDataTables finds it", [each["Name"] for each in found["DataTables"]], ["Times"])
    equal("SearchDataTables counts", found["ApproximateTotalCount"], 1)

    client.tag_resource(resourceArn=made["Arn"], tags={"a": "b"})
    client.untag_resource(resourceArn=made["Arn"], tagKeys=["team"])
    equal("tags are changed", client.list_tags_for_resource(resourceArn=made["Arn"])["tags"], {"a": "b"})
    refused("SAVED cannot be deleted", errors.InvalidParameterException, client.delete_data_table,
            InstanceId=INSTANCE, DataTableId=made["Id"] + ":$SAVED")
    client.delete_data_table(**place)
    refused("a deleted table", errors.ResourceNotFoundException, client.delete_data_table, **place)


def attributes():
    made = client.create_data_table(InstanceId=INSTANCE, Name="Hours", TimeZone="UTC", ValueLockLevel="VALUE",
                                    Status="PUBLISHED")
    place = {"InstanceId": INSTANCE, "DataTableId": made["Id"]}
    create = client.create_data_table_attribute
    create(Name="Store", ValueType="TEXT", Primary=True, **place)
    opens = create(Name="Opens", ValueType="TEXT", Validation={"MaxLength": 9}, **place)
    create(Name="Fax", ValueType="NUMBER", **place)
    equal("CreateDataTableAttribute answers two lock parts", sorted(opens["LockVersion"]), ["Attribute", "DataTable"])
    refused("a taken attribute name", errors.DuplicateResourceException, create, Name="opens", ValueType="TEXT", **place)
    bad = {"Minimum": 3.0, "Maximum": 2.0}
    refused("crossed bounds", errors.InvalidParameterException, create, Name="N", ValueType="NUMBER", Validation=bad, **place)

    described = client.describe_data_table_attribute(AttributeName="Opens", **place)["Attribute"]
    equal("DescribeDataTableAttribute answers the rules", described["Validation"], {"MaxLength": 9})
    renamed = client.update_data_table_attribute(AttributeName="Fax", Name="Seats", ValueType="NUMBER", **place)
    equal("UpdateDataTableAttribute renames", renamed["Name"], "Seats")
    listed = client.list_data_table_attributes(**place)["Attributes"]
    equal("ListDataTableAttributes keeps the order", [each["Name"] for each in listed], ["Store", "Opens", "Seats"])
    some = client.list_data_table_attributes(AttributeIds=[opens["AttributeId"]], **place)["Attributes"]
    equal("ListDataTableAttributes filters by id", [each["Name"] for each in some], ["Opens"])
    removed = client.delete_data_table_attribute(AttributeName="Seats", **place)
    equal("DeleteDataTableAttribute answers the table's lock version", list(removed["LockVersion"]), ["DataTable"])
    refused("an unknown attribute", errors.ResourceNotFoundException, client.describe_data_table_attribute,
            AttributeName="Seats", **place)
    return place


def values(place):
    created = client.batch_create_data_table_value(
        Values=[cell("Berlin", "9"), cell("Paris", "8"), cell(None, "7"), cell("Rome", "far too long")], **place)
    equal("BatchCreateDataTableValue fails one by one", outcome(created), [3, "Invalid value: longer than 9"])
    equal("the default record answers no keys", created["Successful"][2].get("PrimaryValues"), None)
    refused("26 items", errors.InvalidRequestException, client.batch_create_data_table_value,
            Values=[cell("S%d" % index, "x") for index in range(26)], **place)
    refused("no item", ParamValidationError, client.batch_create_data_table_value, Values=None, **place)

    listed = client.list_data_table_values(**place)["Values"]
    equal("ListDataTableValues answers all", [each["Value"] for each in listed], ["9", "8", "7"])
    first = client.list_data_table_values(MaxResults=2, **place)
    second = client.list_data_table_values(NextToken=first["NextToken"], **place)
    equal("ListDataTableValues goes on with a token", [each["Value"] for each in second["Values"]], ["7"])
    filters = [{"AttributeName": "Store", "Values": ["Paris"]}]
    some = client.list_data_table_values(PrimaryAttributeValues=filters, **place)["Values"]
    equal("ListDataTableValues filters by key", [each["Value"] for each in some], ["8"])
    keys = client.list_data_table_primary_values(**place)["PrimaryValuesList"]
    stores = [each["PrimaryValues"][0]["Value"] for each in keys]
    equal("ListDataTablePrimaryValues leaves out the default record", stores, ["Berlin", "Paris"])

    lock = listed[0]["LockVersion"]
    updated = client.batch_update_data_table_value(
        Values=[cell("Berlin", "10", lock), cell("Paris", "9", {"Value": "old"}), cell("Oslo", "1", lock)], **place)
    equal("BatchUpdateDataTableValue reports stale and missing", outcome(updated),
          [1, "Concurrency conflict", "Value not found"])
    described = client.batch_describe_data_table_value(Values=[cell("Berlin"), cell("Oslo")], **place)
    equal("BatchDescribeDataTableValue reports missing", outcome(described), [1, "Value not found"])
    equal("BatchDescribeDataTableValue answers the new version", described["Successful"][0]["LockVersion"],
          updated["Successful"][0]["LockVersion"])

    rekey = client.update_data_table_primary_values
    lock = described["Successful"][0]["LockVersion"]
    refused("taken keys", errors.InvalidRequestException, rekey, PrimaryValues=key("Berlin"),
            NewPrimaryValues=key("Paris"), LockVersion=lock, **place)
    refused("a stale record", errors.ConflictException, rekey, PrimaryValues=key("Berlin"),
            NewPrimaryValues=key("Bonn"), LockVersion={"PrimaryValues": "old"}, **place)
    rekey(PrimaryValues=key("Berlin"), NewPrimaryValues=key("Bonn"), LockVersion=lock, **place)
    equal("UpdateDataTablePrimaryValues keeps the values", table("Hours")["rows"],
          [{"keys": {"Store": "Bonn"}, "values": {"Opens": "10"}}, {"keys": {"Store": "Paris"}, "values": {"Opens": "8"}}])

    queries = [{"PrimaryValues": key("Bonn"), "AttributeNames": ["Opens"]},
               {"PrimaryValues": key("Oslo"), "AttributeNames": ["Opens"]}]
    evaluated = client.evaluate_data_table_values(Values=queries, **place)["Values"]
    equal("EvaluateDataTableValues falls back to the default record",
          [each["EvaluatedValue"] for each in evaluated], ["10", "7"])

    current = client.batch_describe_data_table_value(Values=[cell("Bonn")], **place)["Successful"][0]["LockVersion"]
    refused("a delete without a lock version", ParamValidationError, client.batch_delete_data_table_value,
            Values=[cell("Bonn")], **place)
    deleted = client.batch_delete_data_table_value(
        Values=[cell("Bonn", lock=current), cell("Oslo", lock={})], **place)
    equal("BatchDeleteDataTableValue reports missing", outcome(deleted), [1, "Value not found"])
    keys = client.list_data_table_primary_values(**place)["PrimaryValuesList"]
    equal("a record goes with its last value", len(keys), 1)


def refusals(place):
    ask("PATCH", "switches", {"staleItem": "whole-request", "createExisting": "whole-request"})
    refused("a stale item refuses the request", errors.ConflictException, client.batch_update_data_table_value,
            Values=[cell("Paris", "1", {"Value": "old"})], **place)
    refused("an existing value refuses the request", errors.DuplicateResourceException,
            client.batch_create_data_table_value, Values=[cell("Paris", "1")], **place)
    ask("PUT", "limits", {"cellsPerTable": 2})
    refused("a full table", errors.ServiceQuotaExceededException, client.batch_create_data_table_value,
            Values=[cell("Rome", "1")], **place)
    ask("PUT", "denied", {"primaryValues": ["Rome"]})
    refused("a forbidden key", errors.AccessDeniedException, client.batch_create_data_table_value,
            Values=[cell("Rome", "1")], **place)
    ask("PUT", "denied", {})
    ask("PUT", "faults", {"faults": [{"kind": "throttle"}]})
    refused("a throttled call", errors.ThrottlingException, client.describe_data_table, **place)
    ask("PUT", "faults", {"faults": [{"kind": "error-before"}]})
    refused("a failing service", errors.InternalServiceException, client.describe_data_table, **place)
    ask("PUT", "faults", {"faults": [{"kind": "no-successful"}]})
    answer = client.batch_describe_data_table_value(Values=[cell("Paris")], **place)
    equal("an answer without Successful is no error to boto3", "Successful" in answer, False)


def run():
    """All checks; leaves one table, Hours, behind."""
    ask("DELETE", "requests")
    tables()
    place = attributes()
    values(place)
    refusals(place)
    wanted = {name for name in client.meta.service_model.operation_names if "DataTable" in name}
    equal("all 19 operations were called", (len(wanted), wanted - operations()), (19, set()))
