"""Counts a .pb file with pabutools, a rule at a time: `peer.py FILE RULE...`. Prints a JSON object a line: what was done,
its seconds, its winners in order, and how much memory the process had at the most by then."""

import json
import resource
import sys
import time

from pabutools.election import Cost_Sat, parse_pabulib
from pabutools.rules import greedy_utilitarian_welfare, method_of_equal_shares
from pabutools.tiebreaking import TieBreakingRule


def told(what, begun, winners=None):
    """Prints a line."""
    seconds = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps({"what": what, "seconds": seconds, "peak": peak, "winners": winners}), flush=True)


begun = time.perf_counter()
instance, profile = parse_pabulib(sys.argv[1])
profile = profile.as_multiprofile()
told("parse", begun)

votes = {project: profile.approval_score(project) for project in instance}
# Lowest cost, then most votes, then id.
ties = TieBreakingRule(lambda _instance, _profile, project: (project.cost, -votes[project], project.name))
RULES = {
    # Satisfaction in money over cost is the number of votes.
    "greedy": (greedy_utilitarian_welfare, {}),
    "none": (method_of_equal_shares, {}),
    "add1": (method_of_equal_shares, {"voter_budget_increment": 1}),
}

for name in sys.argv[2:]:
    begun = time.perf_counter()
    rule, extra = RULES[name]
    outcome = rule(instance, profile, sat_class=Cost_Sat, tie_breaking=ties, **extra)
    told(name, begun, [project.name for project in outcome])
