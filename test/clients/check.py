"""Counts and prints checks, one line each."""

import sys

passed = 0
failed = 0


def check(title, condition, seen=None):
    """Prints whether a condition holds; `seen` is shown when it does not."""
    global passed, failed
    if condition:
        passed += 1
        print("ok   " + title)
    else:
        failed += 1
        print("FAIL " + title + ": " + repr(seen))


def equal(title, actual, expected):
    """Checks that two values are equal."""
    check(title, actual == expected, {"actual": actual, "expected": expected})


def refused(title, error, call, *arguments, **members):
    """Checks that a call is refused with an error type; `error` is one of the client's exception classes."""
    try:
        answer = call(*arguments, **members)
    except error as caught:
        metadata = getattr(caught, "response", {}).get("ResponseMetadata", {"RequestId": "client side"})
        check(title, bool(metadata.get("RequestId")), metadata)
    except Exception as caught:
        check(title, False, caught)
    else:
        check(title, False, answer)


def finish():
    """Prints the total and leaves with 0 when every check passed."""
    print("%d checks, %d failed" % (passed + failed, failed))
    sys.exit(1 if failed or not passed else 0)
