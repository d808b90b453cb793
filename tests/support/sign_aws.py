# SPDX-License-Identifier: GPL-3.0-or-later
"""Signs requests with Amazon's own library. Standard input: a JSON list of {"method", "url", "body", "id", "secret", "region",
"service", "time"}, the time as "20150830T123600Z". Standard output: a JSON list of the Authorization headers. Exit status 77: the
library is not installed."""
import datetime
import json
import sys

try:
    import botocore.auth
    import botocore.awsrequest
    import botocore.credentials
except ImportError:
    print("python3-botocore is not installed", file=sys.stderr)
    sys.exit(77)


def sign(request):
    class Clock(datetime.datetime):
        @classmethod
        def utcnow(cls):
            return cls.strptime(request["time"], "%Y%m%dT%H%M%SZ")

    botocore.auth.datetime.datetime = Clock
    out = botocore.awsrequest.AWSRequest(request["method"], request["url"], data=request["body"].encode())
    credentials = botocore.credentials.Credentials(request["id"], request["secret"])
    botocore.auth.SigV4Auth(credentials, request["service"], request["region"]).add_auth(out)
    return out.headers["Authorization"]


print(json.dumps([sign(request) for request in json.load(sys.stdin)]))
