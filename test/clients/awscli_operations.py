"""Three operations through the AWS CLI, and one refusal."""

import json
import os
import subprocess
import sys

from check import check, equal
from simulator import INSTANCE, ask, table


def aws(*arguments):
    """Runs `aws connect …`; gives exit code, parsed output and error text."""
    script = os.path.join(os.path.dirname(sys.executable), "aws")
    command = [sys.executable, script, "connect", *arguments, "--output", "json"]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, universal_newlines=True)
    return done.returncode, json.loads(done.stdout or "null"), done.stderr


def run():
    """Works on the table Hours."""
    ask("PUT", "switches", {})
    ask("PUT", "limits", {"cellsPerTable": 1000})
    code, tables, text = aws("list-data-tables", "--instance-id", INSTANCE)
    equal("aws connect list-data-tables", (code, [each["Name"] for each in (tables or {}).get("DataTableSummaryList", [])]),
          (0, ["Hours"]))
    place = ["--instance-id", INSTANCE, "--data-table-id", table("Hours")["arn"]]
    keys = [{"AttributeName": "Store", "Value": "Köln | 1"}]
    value = json.dumps([{"AttributeName": "Opens", "Value": "6", "PrimaryValues": keys}])
    code, answer, text = aws("batch-create-data-table-value", *place, "--values", value)
    equal("aws connect batch-create-data-table-value", (code, len((answer or {}).get("Successful", []))), (0, 1))
    code, answer, text = aws("list-data-table-values", *place, "--page-size", "1")
    found = sorted(each["Value"] for each in (answer or {}).get("Values", []))
    equal("aws connect list-data-table-values follows the pages", (code, found), (0, ["6", "7", "8"]))
    code, answer, text = aws("describe-data-table", "--instance-id", INSTANCE, "--data-table-id", "none")
    check("aws connect reports the error type", code != 0 and "ResourceNotFoundException" in text, (code, text))
