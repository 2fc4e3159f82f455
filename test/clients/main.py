"""Drives a running simulator by boto3 and by the AWS CLI. `npm run test:clients` starts it."""

import boto3_operations
import awscli_operations
from check import finish

boto3_operations.run()
awscli_operations.run()
finish()
