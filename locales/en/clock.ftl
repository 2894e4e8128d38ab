clock-silence-warning = No. { $number } will be put away tomorrow. Is it solved?
