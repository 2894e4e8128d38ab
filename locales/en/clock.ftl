clock-silence-warning = No. { $number } will be put away tomorrow. Is it solved?
clock-silence-reason = No. { $number } closes tomorrow. You said it isn't solved: what was wrong? Tap one:
